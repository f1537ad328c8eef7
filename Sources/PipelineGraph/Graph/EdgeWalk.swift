/// A walk along the edges of a graph, level by level.
enum EdgeWalk {
    /// Marks all nodes within so many levels of the given ones, these included. A group is no level of its own: it is
    /// passed through on the way to or from its tasks, and so is the creation of a resource.
    ///
    /// - Returns: for each node, how many levels were left when it was reached; 0 where it was not.
    @discardableResult
    static func mark(
        _ marks: inout [Bool], from start: [Int], levels: Int, along edges: Edges, in graph: Graph
    ) -> [Int] {
        var left = [Int](repeating: 0, count: graph.nodes.count)
        for node in start { left[node] = levels }
        var seen = [Bool](repeating: false, count: graph.nodes.count)
        for node in start { seen[node] = true }
        var current = start
        var level = 0
        while !current.isEmpty, level < levels {
            var next: [Int] = []
            while let node = current.popLast() {
                for other in edges[node] where !seen[other] {
                    seen[other] = true
                    let isTask = graph.nodes[other].isTask
                    left[other] = levels == .max ? .max : isTask ? levels - level - 1 : levels - level
                    if !isTask { current.append(other) } else { next.append(other) }
                }
            }
            current = next
            level += 1
        }
        for node in seen.indices where seen[node] { marks[node] = true }
        return left
    }
}
