import Dataswarm
import PipelineGraph
import Testing

/// Sizes at which recursion or a quadratic walk would show.
@Suite struct LargeGraphTests {
    private static let count = 20_000

    @Test func aChain() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                var last = Task("t0", NoOp())
                for index in 1..<Self.count { last = Task("t\(index)", NoOp(), depList: [last]) }
                return [.nodes([last])]
            }
        ])
        #expect(graph.nodes.count == Self.count && graph.upstream.count == Self.count - 1)
    }

    @Test func oneThatWaitsForAll() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let loads = (0..<Self.count).map { Task("t\($0)", NoOp()) }
                Task("end", NoOp(), depList: loads + loads)
            }
        ])
        #expect(graph.upstream[Self.count].count == Self.count)
        #expect(graph.downstream[7].map { $0 } == [Self.count])
    }

    @Test func aGroupOfAll() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                let loads = Group("loads", depList: [wait]) {
                    for index in 0..<Self.count { Task("t\(index)", NoOp()) }
                }
                Task("end", NoOp(), depList: [loads])
            }
        ])
        #expect(graph.upstream.count == 2 * Self.count + 1)
    }
}
