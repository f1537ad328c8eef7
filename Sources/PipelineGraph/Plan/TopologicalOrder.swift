/// The nodes of a graph, each after what it waits for (Kahn, 1962).
enum TopologicalOrder {
    static func of(_ graph: Graph) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(graph.nodes.count)
        var waits = graph.nodes.indices.map { graph.upstream[$0].count }
        for node in waits.indices where waits[node] == 0 { order.append(node) }
        var next = 0
        while next < order.count {
            for other in graph.downstream[order[next]] {
                waits[other] -= 1
                if waits[other] == 0 { order.append(other) }
            }
            next += 1
        }
        return order
    }
}
