/// How many tasks stand on the longest way from each node to an end: what is started first among equals, so that a long
/// chain does not begin last.
enum Heights {
    /// The height of each node, counting only the selected tasks; groups add nothing.
    static func of(_ graph: Graph, selected: [Bool], _ topology: [Int]) -> [Int] {
        var heights = [Int](repeating: 0, count: graph.nodes.count)
        for node in topology.reversed() {
            let below = graph.downstream[node].reduce(0) { max($0, heights[$1]) }
            heights[node] = below + (selected[node] ? 1 : 0)
        }
        return heights
    }
}
