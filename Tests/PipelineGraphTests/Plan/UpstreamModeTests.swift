import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// What is done about tasks that are waited for, were not selected and are not done.
struct UpstreamModeTests {
    private let graph = Fixture.graph(Fixture.catGIFs)

    @Test func assumeWarns() throws {
        let plan = try graph.plan(only: ["post"])
        #expect(plan.lines == ["cat_gifs.post: run, not run yet"])
        #expect(plan.warnings == ["'cat_gifs.dump' has not run for 2016-04-26: assumed to be done."])
        let failed = TaskRecord(task: "cat_gifs.dump", ds: "2016-04-26", state: .failed)
        #expect(
            try graph.plan(only: ["post"], records: [failed]).warnings
                == ["'cat_gifs.dump' is failed for 2016-04-26: assumed to be done."])
    }

    @Test func whatIsDoneNeedsNothing() throws {
        let records = graph.records(after: try graph.plan(only: ["post"]))
        for mode in UpstreamMode.allCases where mode != .run {
            let plan = try graph.plan(only: ["post"], records: records) { $0.upstream = mode }
            #expect(plan.runCount == 0)
            #expect(plan.warnings == [])
        }
    }

    @Test func checkRefuses() throws {
        let error = #expect(throws: PlanError.self) { try graph.plan(only: ["post"]) { $0.upstream = .check } }
        #expect(
            error?.description
                == "'cat_gifs.dump' has not run for 2016-04-26: run it first, or say --upstream run to add it.")
        let done = graph.records(after: try graph.plan(only: ["find", "dump"]))
        let plan = try graph.plan(only: ["post"], records: done) { $0.upstream = .check }
        #expect(plan.lines == ["cat_gifs.post: run, not run yet"])
    }

    @Test func runAdds() throws {
        let plan = try graph.plan(only: ["post"]) { $0.upstream = .run }
        #expect(plan.items.map(\.name) == ["cat_gifs.find", "cat_gifs.dump", "cat_gifs.post"])
        #expect(plan.warnings == [])
    }

    @Test func whatSeveralNeedIsSaidOnce() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let a = Task("a", NoOp())
                Task("b", NoOp(), depList: [a])
                Task("c", NoOp(), depList: [a])
            })
        #expect(
            try graph.plan(only: ["b", "c"]).warnings == ["'p.a' has not run for 2016-04-26: assumed to be done."])
    }
}

/// Tasks that wait for themselves at the previous ds.
struct PreviousTests {
    private let graph = Fixture.graph(
        Pipeline("p", schedule: .daily.starting("2016-04-25")) { Task("t", NoOp(), depList: [.previous]) })

    @Test func isAskedFor() throws {
        let sentence = "'p.t' has not run for 2016-04-25, the previous ds"
        #expect(try graph.plan().warnings == ["\(sentence): assumed to be done."])
        let check = #expect(throws: PlanError.self) { try graph.plan { $0.upstream = .check } }
        #expect(check?.problems == ["\(sentence): run it first, or say --upstream run to add it."])
        let run = try graph.plan { $0.upstream = .run }
        #expect(run.items.map(\.key.description) == ["p.t@2016-04-25", "p.t@2016-04-26"])
        #expect(run.items.map(\.decision) == [.run(.new), .run(.new)])
        #expect(run.items.map(\.upstream) == [[], [0]])
    }

    @Test(arguments: [TaskState.failed, .upstreamFailed, .cancelled, .lost])
    func aFailureHoldsTheTask(_ state: TaskState) throws {
        let previous = ["p.t": state]
        let sentence = "it is \(state.rawValue) for 2016-04-25, the previous ds"
        let plan = try graph.plan(previous: previous)
        #expect(plan.items.map(\.decision) == [.hold(.previous(state, ds: "2016-04-25"))])
        #expect(plan.warnings == ["'p.t' is held: \(sentence); run that ds first, or say --force."])
        let check = #expect(throws: PlanError.self) { try graph.plan(previous: previous) { $0.upstream = .check } }
        #expect(check?.problems == ["'p.t' is held: \(sentence): run that ds first."])
        #expect(try graph.plan(previous: previous) { $0.force = true }.items.map(\.decision) == [.run(.forced)])
    }

    @Test func aSuccessIsEnough() throws {
        #expect(try graph.plan(previous: ["p.t": .succeeded]) { $0.upstream = .check }.runCount == 1)
    }

    @Test func beforeTheStartThereIsNothing() throws {
        #expect(try graph.plan(ds: "2016-04-25") { $0.upstream = .check }.runCount == 1)
    }

    @Test func beforeTheCalendarThereIsNothing() throws {
        let graph = Fixture.graph(Pipeline("p") { Task("t", NoOp(), depList: [.previous]) })
        #expect(try graph.plan(ds: "0001-01-01") { $0.upstream = .check }.runCount == 1)
    }
}
