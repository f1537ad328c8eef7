/// The nodes of a graph, each after what it waits for (Kahn, 1962). Those of a circle are left out.
enum TopologicalOrder {
    static func of(_ graph: Graph) -> [Int] { of(graph.upstream, graph.downstream, count: graph.nodes.count) }

    static func of(_ upstream: Edges, _ downstream: Edges, count: Int) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(count)
        var waits = (0..<count).map { upstream[$0].count }
        for node in waits.indices where waits[node] == 0 { order.append(node) }
        var next = 0
        while next < order.count {
            for other in downstream[order[next]] {
                waits[other] -= 1
                if waits[other] == 0 { order.append(other) }
            }
            next += 1
        }
        return order
    }
}
