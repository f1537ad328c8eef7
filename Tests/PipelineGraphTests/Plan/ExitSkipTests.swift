import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// What is on record as skipped by its own exit code is done, for as long as it stands on the same.
@Suite struct ExitSkipTests {
    private static func pipeline(_ day: Template = "fetch \(.ds)", skipOn: ExitCodes? = 99) -> Graph {
        Fixture.graph(
            Pipeline("p") {
                let list = Task("list", NoOp())
                let fetch = Task("fetch", Shell(day), depList: [list], skipOn: skipOn)
                Task("count", Shell("count"), depList: [fetch])
                Task("join", Shell("join"), depList: [fetch], when: .noneFailed)
            })
    }

    private let graph = pipeline()
    private let records: [TaskRecord]

    init() throws {
        records = graph.records(after: try graph.plan())
            .changing("p.fetch") {
                ($0.state, $0.reason, $0.beganOrder) = (.skipped, ExitSkip.reason(exit: 99), $0.successOrder)
                $0.successOrder = nil
            }
            .changing("p.count") {
                ($0.state, $0.reason, $0.invocation, $0.successOrder) = (.skipped, "p.fetch was skipped", nil, nil)
            }
    }

    private let again = "skip, passed over before, and nothing that it waits for runs"

    @Test func itIsPassedOverAgain() throws {
        let plan = try graph.plan(records: records)
        #expect(
            Set(plan.lines) == [
                "p.list: skip, done and unchanged", "p.fetch: \(again)", "p.count: \(again)",
                "p.join: skip, done and unchanged",
            ])
        // Asked for alone, too: nobody but itself has said so.
        #expect(try graph.plan(only: ["fetch"], records: records).lines == ["p.fetch: \(again)"])
    }

    @Test func anotherCommandIsDecidedAnew() throws {
        let plan = try Self.pipeline("fetch --day \(.ds)").plan(records: records)
        #expect(plan.decision(on: "p.fetch")?.description == "run, changed: argument 4")
        #expect(plan.decision(on: "p.join")?.description == "run, p.fetch runs")
        #expect(plan.decision(on: "p.count")?.description == "run, skipped before")
    }

    @Test func anExitCodeThatIsNoSkipAnyMoreIsDecidedAnew() throws {
        #expect(
            try Self.pipeline(skipOn: 98).plan(records: records).decision(on: "p.fetch")?.description
                == "run, skipped before")
        #expect(
            try Self.pipeline(skipOn: nil).plan(records: records).decision(on: "p.fetch")?.description
                == "run, skipped before")
        #expect(try Self.pipeline(skipOn: [98, 99]).plan(records: records).decision(on: "p.fetch")?.runs == false)
    }

    @Test func whatStandsOnSomethingNewerIsDecidedAnew() throws {
        let newer = records.changing("p.list") { $0.successOrder = 9 }
        #expect(
            try graph.plan(records: newer).decision(on: "p.fetch")?.description == "run, p.list succeeded after it")
        let undone = records.changing("p.list") { $0.state = .failed }
        #expect(try graph.plan(records: undone).decision(on: "p.fetch")?.description == "run, p.list runs")
    }

    @Test func whoSaysForceHasItRun() throws {
        let plan = try graph.plan(only: ["fetch"], records: records) { $0.force = true }
        #expect(plan.lines == ["p.fetch: run, forced"])
    }

    /// A reason that only looks like it is none.
    @Test(arguments: ["exit 99", "exit many says that there is nothing to do", "p.fetch was skipped", ""])
    func onlyItsOwnReasonCounts(reason: String) {
        #expect(TaskRecord(task: "p.t", ds: "2016-04-26", state: .skipped, reason: reason).skippingExit == nil)
        let failed = TaskRecord(task: "p.t", ds: "2016-04-26", state: .failed, reason: ExitSkip.reason(exit: 9))
        #expect(failed.skippingExit == nil)
        #expect(ExitSkip.code(of: ExitSkip.reason(exit: 99)) == 99)
    }
}
