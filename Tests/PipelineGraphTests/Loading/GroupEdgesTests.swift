import Dataswarm
import PipelineGraph
import Testing

/// How a group waits, and is waited for.
@Suite struct GroupEdgesTests {
    @Test func aGroupWaitsByItsFirstMembersAndEndsWithAll() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                let loads = Group("loads", depList: [wait]) {
                    let first = Task("first", NoOp())
                    Task("second", NoOp(), depList: [first])
                    Task("other", NoOp())
                }
                Task("swap", NoOp(), depList: [loads])
            }
        ])
        #expect(graph.waits("p.first") == ["p.wait"])
        #expect(graph.waits("p.second") == ["p.first"])
        #expect(graph.waits("p.other") == ["p.wait"])
        #expect(graph.waits("p.loads") == ["p.first", "p.second", "p.other"])
        #expect(graph.waits("p.swap") == ["p.loads"])
    }

    @Test func aMemberThatWaitsForOthersOutsideWaitsForBoth() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                let other = Task("other", NoOp())
                Group("g", depList: [wait]) { Task("a", NoOp(), depList: [other, wait]) }
            }
        ])
        #expect(graph.waits("p.a") == ["p.other", "p.wait"])
        #expect(graph.upstream[try #require(graph.index(of: "p.a"))].count == 2)
    }

    @Test func nested() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                Group("outer", depList: [wait]) {
                    let first = Task("first", NoOp())
                    let inner = Group("inner", depList: [first]) { Task("deep", NoOp()) }
                    Task("last", NoOp(), depList: [inner])
                    Group("free") { Task("at_once", NoOp()) }
                }
            }
        ])
        #expect(graph.waits("p.first") == ["p.wait"])
        #expect(graph.waits("p.deep") == ["p.first"])
        #expect(graph.waits("p.last") == ["p.inner"])
        #expect(graph.waits("p.at_once") == ["p.wait"])
        #expect(graph.waits("p.outer") == ["p.first", "p.inner", "p.last", "p.free"])
    }

    @Test func groupsWithoutTasksStillWait() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                Group("empty", depList: [wait]) {}
                Group("outer", depList: [wait]) { Group("inner") {} }
            }
        ])
        #expect(graph.waits("p.empty") == ["p.wait"])
        #expect(graph.waits("p.inner") == ["p.wait"])
        #expect(graph.waits("p.outer") == ["p.inner"])
    }

    @Test func chainsOfGroups() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let first = Group("first") { for index in 0..<2 { Task("a\(index)", NoOp()) } }
                let second = Group("second", depList: [first]) { for index in 0..<2 { Task("b\(index)", NoOp()) } }
                Task("end", NoOp(), depList: [second])
            }
        ])
        #expect(graph.waits("p.b0") == ["p.first"] && graph.waits("p.b1") == ["p.first"])
        #expect(graph.waits("p.end") == ["p.second"])
    }

    @Test func settingsOfNestedGroups() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                Defaults(owner: "pipeline", tags: ["p"])
                Group("outer") {
                    Defaults(owner: "outer", tags: ["o"])
                    Group("inner") {
                        Defaults(priority: 3, tags: ["i"])
                        Task("a", NoOp(), tags: ["t"])
                    }
                    Task("b", NoOp())
                }
                Task("c", NoOp())
            }
        ])
        func settings(_ name: String) throws -> Settings {
            graph.settings(of: try #require(graph.index(of: "p.\(name)")))
        }
        #expect(try settings("a").owner == "outer" && settings("a").priority == 3)
        #expect(try settings("a").tags == ["p", "o", "i", "t"])
        #expect(try settings("b").tags == ["p", "o"] && settings("b").priority == 0)
        #expect(try settings("c").tags == ["p"] && settings("c").owner == "pipeline")
    }

    /// The one way to write a cycle in Swift: a group takes in a task that it waits for.
    @Test func aGroupThatWaitsForItsMember() {
        let found = problems(of: [
            Pipeline("p", file: "P.swift", line: 1) {
                let first = Task("first", NoOp(), file: "P.swift", line: 2)
                let wait = Task("wait", NoOp(), depList: [first], file: "P.swift", line: 3)
                Group("g", depList: [wait], file: "P.swift", line: 4) { first }
            }
        ])
        let path = "p.wait → p.first → p.wait"
        #expect(
            found == ["P.swift:2: error: these wait for each other in a circle: \(path). Take one of the edges away."])
    }
}
