/// How many tasks stand on the longest way from each node to an end: what is started first among equals, so that a long
/// chain does not begin last.
enum Heights {
    /// The height of each node, counting only the selected tasks; groups add nothing.
    static func of(_ graph: Graph, selected: [Bool]) -> [Int] {
        var heights = [Int](repeating: 0, count: graph.nodes.count)
        var open = graph.nodes.indices.map { graph.downstream[$0].count }
        var ready = open.indices.filter { open[$0] == 0 }
        while let node = ready.popLast() {
            let below = graph.downstream[node].reduce(0) { max($0, heights[$1]) }
            heights[node] = below + (selected[node] ? 1 : 0)
            for other in graph.upstream[node] {
                open[other] -= 1
                if open[other] == 0 { ready.append(other) }
            }
        }
        return heights
    }
}
