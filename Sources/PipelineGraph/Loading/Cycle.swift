/// Cycles, which the language cannot express but a hand-written graph can.
enum Cycle {
    /// One sentence where there is a cycle, for the first that is found: a graph with one has no order.
    static func problems(in graph: Graph) -> [Problem] {
        var waits = graph.nodes.indices.map { graph.upstream[$0].count }
        var free = waits.indices.filter { waits[$0] == 0 }
        var done = 0
        while let node = free.popLast() {
            done += 1
            for next in graph.downstream[node] {
                waits[next] -= 1
                if waits[next] == 0 { free.append(next) }
            }
        }
        guard done < graph.nodes.count, let start = waits.firstIndex(where: { $0 > 0 }) else { return [] }
        // Whoever still waits, waits for one who still waits: following them must come round.
        var path: [Int] = []
        var seen: [Int: Int] = [:]
        var current = start
        while seen[current] == nil {
            seen[current] = path.count
            path.append(current)
            guard let next = graph.upstream[current].first(where: { waits[$0] > 0 }) else { return [] }
            current = next
        }
        let cycle = path[seen[current]!...].reversed()
        let names = (cycle + [cycle.first!]).map { graph.nodes[$0].fullName }
        let location = graph.nodes[current].location
        return [
            Problem(
                .cycle, at: location.printable,
                "these wait for each other in a circle: \(names.joined(separator: " → ")). Take one of the edges away.")
        ]
    }
}
