import Dataswarm

/// In which order places come.
extension UnrolledGraph {
    /// How many tasks stand on the longest way from each place to an end.
    ///
    /// - Parameter topology: the nodes of the graph, each after what it waits for.
    /// - Throws: where tasks wait for each other in a circle.
    func heights(_ topology: [Int]) throws(PlanError) -> [Int] {
        let order = isGraph ? topology : TopologicalOrder.of(upstream, downstream, count: count)
        if order.count < count { throw circle(order) }
        let selected = included.indices.map { included[$0] && graph.nodes[node($0)].isTask }
        return CriticalPath.lengths(along: downstream, selected: selected, order)
    }

    /// That tasks wait for each other in a circle, which only windows into the future can make.
    private func circle(_ order: [Int]) -> PlanError {
        let done = Set(order)
        var path: [Int] = []
        var current = (0..<count).first { !done.contains($0) } ?? 0
        while !path.contains(current) {
            path.append(current)
            guard let next = upstream[current].first(where: { !done.contains($0) }) else { break }
            current = next
        }
        let start = path.firstIndex(of: current) ?? 0
        let names = (path[start...] + [current]).reversed().map { place in
            "\(graph.nodes[node(place)].fullName)@\(texts[layer(place)])"
        }
        return PlanError([
            Problem(
                .cycle, at: graph.nodes[node(current)].location.printable,
                "these wait for each other in a circle: \(names.joined(separator: " → ")). Take one of the edges away.")
        ])
    }

    /// Tasks and groups in the order in which one slot would take them.
    func startOrder(_ heights: [Int], priority: (_ node: Int) -> Int) -> [Int] {
        var waits = [Int](repeating: 0, count: count)
        var ready = Heap<StartOrder>()
        func insert(_ place: Int) {
            let node = node(place)
            // A group takes no slot, and what waits for it should not wait longer; nor should a destruction.
            let isFirst = graph.nodes[node].isGroup || graph.nodes[node].step?.kind == .destroy
            let rank = isFirst ? .max : priority(node)
            ready.insert(StartOrder(priority: rank, height: heights[place], place: place))
        }
        for place in included.indices where included[place] {
            waits[place] = upstream[place].count { included[$0] }
            if waits[place] == 0 { insert(place) }
        }
        var order: [Int] = []
        while let next = ready.popFirst() {
            order.append(next.place)
            for other in downstream[next.place] where included[other] {
                waits[other] -= 1
                if waits[other] == 0 { insert(other) }
            }
        }
        return order
    }
}
