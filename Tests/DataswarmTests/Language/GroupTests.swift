import Testing

@testable import Dataswarm

@Suite struct GroupTests {
    /// The groups around each task, the outermost first: `outer/inner`.
    private func groups(of pipeline: Pipeline) -> [String: String] {
        let membership = Membership(pipeline)
        let pairs = pipeline.tasks.map { task in
            (task.name, membership.groups(around: task).map(\.name).joined(separator: "/"))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func membersByStatementAndByScope() {
        let pipeline = Pipeline("p") {
            Group("g") {
                let hidden = Task("hidden", NoOp())
                Task("listed", NoOp(), depList: [hidden])
            }
        }
        #expect(groups(of: pipeline) == ["hidden": "g", "listed": "g"])
    }

    @Test func whatTheClosureUsesFromOutsideStaysOutside() {
        let pipeline = Pipeline("p") {
            let wait = Task("wait", NoOp())
            Group("g") { Task("load", NoOp(), depList: [wait]) }
        }
        #expect(groups(of: pipeline) == ["wait": "", "load": "g"])
    }

    @Test func aTaskFromOutsideThatStandsInTheClosureIsAMember() {
        let pipeline = Pipeline("p") {
            let load = Task("load", NoOp())
            let loads = (0..<2).map { Task("load_\($0)", NoOp()) }
            Group("g") {
                load
                loads
            }
        }
        #expect(groups(of: pipeline) == ["load": "g", "load_0": "g", "load_1": "g"])
    }

    @Test func nested() {
        let pipeline = Pipeline("p") {
            Group("outer") {
                let first = Task("first", NoOp())
                let inner = Group("inner", depList: [first]) {
                    let deep = Task("deep", NoOp())
                    Task("deeper", NoOp(), depList: [deep])
                }
                Task("last", NoOp(), depList: [inner])
            }
        }
        let expected = ["first": "outer", "deep": "outer/inner", "deeper": "outer/inner", "last": "outer"]
        #expect(groups(of: pipeline) == expected)
        #expect(pipeline.groups.map(\.name) == ["outer", "inner"])
        #expect(pipeline.tasks.map(\.name) == ["first", "deep", "deeper", "last"])
    }

    @Test func aFunctionCalledInTheClosureMakesMembers() {
        func load(_ table: String) -> Task { Task("load_\(table)", NoOp(), depList: [Task("wait_\(table)", NoOp())]) }
        let pipeline = Pipeline("p") {
            load("orders")
            Group("g") { load("visits") }
        }
        let expected = ["wait_orders": "", "load_orders": "", "wait_visits": "g", "load_visits": "g"]
        #expect(groups(of: pipeline) == expected)
    }

    @Test func aGroupOutsideOfAllClosures() {
        let group = Group("g") { Task("a", NoOp(), depList: [Task("b", NoOp())]) }
        let pipeline = Pipeline("p") { Task("end", NoOp(), depList: [group]) }
        #expect(groups(of: pipeline) == ["b": "g", "a": "g", "end": ""])
    }

    @Test func aGroupThatIsWaitedForBringsItsMembers() {
        let pipeline = Pipeline("p") {
            let wait = Task("wait", NoOp())
            let loads = Group("loads", depList: [wait]) { for shard in 0..<2 { Task("load_\(shard)", NoOp()) } }
            Task("swap", NoOp(), depList: [loads])
        }
        #expect(pipeline.tasks.map(\.name) == ["wait", "load_0", "load_1", "swap"])
        #expect(pipeline.task(named: "swap")?.dependencies.map(\.name) == ["loads"])
        #expect(pipeline.groups.first?.dependencies.map(\.name) == ["wait"])
    }
}
