import Dataswarm
import PipelineGraph
import Testing

/// Sizes at which recursion or a quadratic walk would show.
@Suite struct LargeGraphTests {
    /// None of the memory is touched, so that none of it is ever there.
    @Test func aGraphOfMoreThanAGibibyteIsRefused() {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: (1 << 30) + 1)
        defer { bytes.deallocate() }
        let problem = #expect(throws: GraphError.self) { try Graph.load(UnsafeBufferPointer(bytes), named: "big.json") }
        #expect(
            problem?.problems == [
                "big.json: the graph has 1073741825 bytes, and at most 1073741824 are read: define fewer pipelines in one package."
            ])
    }

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
