/// Which layer each node of a graph stands in: behind all that it waits for.
enum LayerAssignment {
    /// The layers of nodes, the first one 0: by the longest way to a node, and what waits for nothing as near as possible to
    /// what waits for it.
    ///
    /// - Parameters:
    ///   - order: the nodes, each behind those that it waits for.
    ///   - upstream: what a node waits for.
    static func layers(_ order: [Int], upstream: [[Int]]) -> [Int] {
        var layers = [Int](repeating: 0, count: upstream.count)
        for node in order {
            for other in upstream[node] { layers[node] = max(layers[node], layers[other] + 1) }
        }
        var nearest = [Int](repeating: .max, count: upstream.count)
        for node in order {
            for other in upstream[node] { nearest[other] = min(nearest[other], layers[node] - 1) }
        }
        for node in order where upstream[node].isEmpty && nearest[node] != .max { layers[node] = nearest[node] }
        return layers
    }
}
