import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Groups between tasks: full, empty, nested, and partly selected.
struct GroupPlanTests {
    private let graph = Fixture.graph(Fixture.replication(of: "visits"))

    @Test func aGroupStandsBetweenItsTasksAndWhatWaits() throws {
        let plan = try graph.plan()
        #expect(
            plan.lines == [
                "replicate_visits.wait: run, not run yet", "replicate_visits.load_0: run, not run yet",
                "replicate_visits.load_1: run, not run yet", "replicate_visits.loads: run, not run yet",
                "replicate_visits.swap: run, not run yet",
            ])
        #expect(plan.items.map(\.upstream) == [[], [0], [0], [1, 2], [3]])
        #expect(plan.items.map(\.isGroup) == [false, false, false, true, false])
        #expect(plan.runCount == 4)
    }

    @Test func successesReachThroughAGroup() throws {
        let done = graph.records(after: try graph.plan())
        let newer = done.changing("replicate_visits.load_1") { $0.successOrder = 9 }
        #expect(
            try graph.plan(records: newer).decision(on: "replicate_visits.swap")
                == .run(.upstreamIsNewer("replicate_visits.load_1")))
        #expect(
            try graph.plan(only: ["swap"], records: newer).lines
                == ["replicate_visits.swap: run, replicate_visits.load_1 succeeded after it"])
        let failed = done.changing("replicate_visits.load_0") { $0.state = .failed }
        #expect(
            try graph.plan(records: failed).decision(on: "replicate_visits.swap")
                == .run(.upstreamRuns("replicate_visits.loads")))
    }

    @Test func missingTasksAreFoundThroughAGroup() throws {
        #expect(
            try graph.plan(only: ["swap", "load_1"]).warnings == [
                "'replicate_visits.wait' has not run for 2016-04-26: assumed to be done.",
                "'replicate_visits.load_0' has not run for 2016-04-26: assumed to be done.",
            ])
    }

    @Test func emptyAndNestedGroupsPassOn() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let first = Task("first", NoOp())
                let empty = Group("empty", depList: [first]) {}
                let outer = Group("outer", depList: [empty]) {
                    let a = Task("a", NoOp())
                    Group("inner", depList: [a]) { Task("b", NoOp()) }
                    Group("hollow") { Group("void") {} }
                }
                Task("last", NoOp(), depList: [outer])
            })
        let plan = try graph.plan()
        #expect(plan.items.filter { !$0.isGroup }.map(\.name) == ["p.first", "p.a", "p.b", "p.last"])
        let done = graph.records(after: plan)
        #expect(try graph.plan(records: done).runCount == 0)
        let again = done.changing("p.first") { $0.successOrder = 9 }
        #expect(try graph.plan(records: again).decision(on: "p.a") == .run(.upstreamIsNewer("p.first")))
        // `void` has nothing to wait for but what the group around it waits for.
        #expect(
            try graph.plan(only: ["last"]).warnings
                == ["first", "a", "b"].map { "'p.\($0)' has not run for 2016-04-26: assumed to be done." })
    }

    @Test func ofAGroupThatNobodyNeedsNothingIsPlanned() throws {
        #expect(try graph.plan(only: ["wait"]).lines == ["replicate_visits.wait: run, not run yet"])
    }
}
