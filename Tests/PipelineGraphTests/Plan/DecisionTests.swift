import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Whether a task runs, and why.
struct DecisionTests {
    private let graph = Fixture.graph(Fixture.catGIFs)
    private let done: [TaskRecord]

    init() throws { done = graph.records(after: try graph.plan()) }

    @Test func nothingOnRecordIsNew() throws {
        let plan = try graph.plan()
        #expect(
            plan.lines == [
                "cat_gifs.find: run, not run yet", "cat_gifs.dump: run, not run yet", "cat_gifs.post: run, not run yet",
            ])
        #expect(plan.runCount == 3)
        #expect(plan.skipCount == 0)
        #expect(plan.items.map(\.upstream) == [[], [0], [1]])
        #expect(plan.items.map(\.height) == [3, 2, 1])
        #expect(plan.items.map(\.attempts) == [0, 0, 0])
    }

    @Test func aSuccessIsPassedOver() throws {
        let plan = try graph.plan(records: done)
        #expect(plan.runCount == 0)
        #expect(plan.skipCount == 3)
        #expect(Set(plan.items.map(\.decision.description)) == ["skip, done and unchanged"])
        #expect(plan.items.map(\.attempts) == [1, 1, 1])
    }

    @Test(arguments: [
        (TaskState.failed, "failed before"), (.lost, "lost before"), (.cancelled, "cancelled before"),
        (.upstreamFailed, "upstream_failed before"), (.running, "lost before"), (.waiting, "not finished before"),
    ])
    func whatDidNotSucceedRunsAgain(_ state: TaskState, _ reason: String) throws {
        let plan = try graph.plan(records: done.changing("cat_gifs.dump") { $0.state = state })
        #expect(
            plan.lines == [
                "cat_gifs.find: skip, done and unchanged", "cat_gifs.dump: run, \(reason)",
                "cat_gifs.post: run, cat_gifs.dump runs",
            ])
    }

    @Test func whatWasClearedRunsAgain() throws {
        let cleared = done.changing("cat_gifs.post") {
            $0.state = .waiting
            $0.reason = TaskRecord.clearedReason
        }
        #expect(try graph.plan(records: cleared).lines.last == "cat_gifs.post: run, cleared")
    }

    @Test func whatItsRulePassedOverIsPassedOverAgainUnlessItIsAskedForAlone() throws {
        let graph = repairs(when: .oneFailed)
        let skipped = graph.records(after: try graph.plan()).changing("p.repair") { $0.state = .skipped }
        let again = "p.repair: skip, passed over before, and nothing that it waits for runs"
        #expect(try graph.plan(records: skipped).lines.last == again)
        #expect(try graph.plan(only: ["repair"], records: skipped).lines == ["p.repair: run, skipped before"])
    }

    @Test(arguments: TriggerRule.allCases)
    func whatWasPassedOverIsDecidedAnewOnceTheReasonsHaveChanged(_ rule: TriggerRule) throws {
        let before = repairs(when: .oneFailed)
        let skipped = before.records(after: try before.plan()).changing("p.repair") { $0.state = .skipped }
        // The rule has changed, by the definitions or by the command line.
        let isPassedOver = rule == .oneFailed
        #expect(try repairs(when: rule).plan(records: skipped).items.last?.runs == !isPassedOver)
        let overridden = try before.plan(records: skipped) { $0.overrides = Settings(when: rule) }
        #expect(overridden.items.last?.runs == !isPassedOver)
        // What it goes by has changed.
        let failed = skipped.changing("p.load") { $0.state = .failed }
        #expect(try before.plan(records: failed).items.last?.runs == true)
        // It waits for nothing any more.
        let alone = Fixture.graph(Pipeline("p") { Task("repair", Shell("repair"), when: .oneFailed) })
        #expect(try alone.plan(records: skipped).items.last?.runs == true)
    }

    private func repairs(when rule: TriggerRule) -> Graph {
        Fixture.graph(
            Pipeline("p") {
                let load = Task("load", Shell("load"))
                Task("repair", Shell("repair"), depList: [load], when: rule)
            })
    }

    @Test func changesAreNamed() throws {
        let changed = Fixture.graph(
            Pipeline("cat_gifs", schedule: .daily) {
                let find = Task("find", SQLite("SELECT '\(.ds)'", database: "gifs.db"))
                let dump = Task(
                    "dump", Shell("dump-table --ds \(.ds) > \(.output)/dogs.tsv"), depList: [find],
                    environment: ["LIMIT": "5"], workingFolder: "dumps")
                Task("post", Command("post", "\(.ds)"), depList: [dump])
            })
        #expect(
            try changed.plan(records: done).lines == [
                "cat_gifs.find: skip, done and unchanged",
                "cat_gifs.dump: run, changed: argument 4, folder, variable LIMIT",
                "cat_gifs.post: run, cat_gifs.dump runs",
            ])
    }

    @Test func anotherSpellingOfACharacterIsAChange() throws {
        func pipeline(_ text: String) -> Graph {
            Fixture.graph(Pipeline("p") { Task("t", Command("echo", "\(text)")) })
        }
        let before = pipeline("caf\u{E9}")
        let records = before.records(after: try before.plan())
        #expect(try before.plan(records: records).lines == ["p.t: skip, done and unchanged"])
        #expect(try pipeline("cafe\u{301}").plan(records: records).lines == ["p.t: run, changed: argument 1"])
    }

    @Test func settingsThatAreNotExecutedAreNoChange() throws {
        let changed = Fixture.graph(
            Pipeline("cat_gifs", schedule: .daily) {
                Defaults(retries: .upTo(9), timeout: .minutes(1), priority: 4)
                Task("find", SQLite("SELECT '\(.ds)'", database: "gifs.db"))
            })
        #expect(try changed.plan(records: done).lines == ["cat_gifs.find: skip, done and unchanged"])
    }

    @Test func aNewerSuccessUpstreamRunsIt() throws {
        let plan = try graph.plan(records: done.changing("cat_gifs.find") { $0.successOrder = 7 })
        #expect(
            plan.lines == [
                "cat_gifs.find: skip, done and unchanged", "cat_gifs.dump: run, cat_gifs.find succeeded after it",
                "cat_gifs.post: run, cat_gifs.dump runs",
            ])
    }

    @Test func aNewerSuccessCountsThoughItIsNotSelected() throws {
        let records = done.changing("cat_gifs.dump") { $0.successOrder = 7 }
        let plan = try graph.plan(only: ["post"], records: records)
        #expect(plan.lines == ["cat_gifs.post: run, cat_gifs.dump succeeded after it"])
        #expect(plan.warnings == [])
    }

    @Test func forceRunsAll() throws {
        let plan = try graph.plan(records: done) { $0.force = true }
        #expect(plan.items.map(\.decision) == [.run(.forced), .run(.forced), .run(.forced)])
        #expect(plan.items[0].decision.description == "run, forced")
    }

    @Test func whoDoesNotWaitForAllIsNotOldBecauseOfThem() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let a = Task("a", NoOp())
                let b = Task("b", NoOp())
                Task("any", NoOp(), depList: [a, b], when: .oneSucceeded)
                Task("all", NoOp(), depList: [a, b])
                Task("always", NoOp(), depList: [a, b], when: .always)
                Task("alarm", NoOp(), depList: [a, b], when: .oneFailed)
            })
        func records(_ order: [String]) -> [TaskRecord] {
            order.enumerated().map {
                TaskRecord(
                    task: "p.\($1)", ds: "2016-04-26", state: .succeeded, invocation: "", successOrder: Int64($0 + 1))
            }
        }
        let late = try graph.plan(records: records(["always", "a", "any", "alarm", "all", "b"]))
        #expect(late.lines.filter { $0.contains("run") } == ["p.all: run, p.b succeeded after it"])
        let both = try graph.plan(records: records(["always", "any", "alarm", "all", "a", "b"]))
        #expect(
            both.lines.filter { $0.contains("run") } == [
                "p.any: run, p.a succeeded after it", "p.all: run, p.b succeeded after it",
            ])
    }
}

/// Tasks whose attempts are lost again and again.
struct LostLimitTests {
    private let graph = Fixture.graph(Pipeline("p") { Task("t", NoOp()) })

    private func record(lost times: Int) -> [TaskRecord] {
        [TaskRecord(task: "p.t", ds: "2016-04-26", state: .failed, attempts: 3, lostInARow: times)]
    }

    @Test func tooManyInARowHoldTheTask() throws {
        let plan = try graph.plan(records: record(lost: 3))
        #expect(plan.items.map(\.decision) == [.hold(.lost(times: 3, task: "p.t", ds: "2016-04-26"))])
        #expect(
            plan.warnings == [
                "'p.t' is held: it was lost 3 times in a row; 'driver clear p.t --ds 2016-04-26' or --force lets it run again."
            ])
    }

    @Test func fewerDoNot() throws {
        let plan = try graph.plan(records: record(lost: 2))
        #expect(plan.items.map(\.decision) == [.run(.unfinished(.failed))])
        #expect(plan.items[0].lostInARow == 2)
    }

    @Test func forceRunsIt() throws {
        #expect(try graph.plan(records: record(lost: 3)) { $0.force = true }.items.map(\.decision) == [.run(.forced)])
    }

    /// The modes are about what is waited for; a held task is a warning in each of them.
    @Test(arguments: UpstreamMode.allCases) func noModeRefusesIt(_ mode: UpstreamMode) throws {
        #expect(try graph.plan(records: record(lost: 3)) { $0.upstream = mode }.warnings.count == 1)
    }
}
