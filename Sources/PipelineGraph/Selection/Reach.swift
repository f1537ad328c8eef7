/// Walks along the edges of a graph, level by level.
struct Reach {
    private let graph: Graph

    init(_ graph: Graph) { self.graph = graph }

    /// All nodes within so many levels of the given ones, these included. A group is no level of its own: it is passed
    /// through on the way to or from its tasks.
    func nodes(from start: [Int], levels: Int, along edges: Edges) -> Set<Int> {
        var seen = Set(start)
        var current = start
        var level = 0
        while !current.isEmpty, level < levels {
            var next: [Int] = []
            var stack = current
            while let node = stack.popLast() {
                for other in edges[node] where seen.insert(other).inserted {
                    if graph.nodes[other].isGroup { stack.append(other) } else { next.append(other) }
                }
            }
            current = next
            level += 1
        }
        return seen
    }
}
