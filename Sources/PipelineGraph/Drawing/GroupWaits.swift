/// What the tasks of a pipeline wait for, with what groups wait for said once, at the group.
///
/// The edges of a graph lead to tasks: what a group waits for is waited for by its first tasks. For a reader it is taken
/// back to the group where all of its first tasks have it.
struct GroupWaits {
    private let nodes: DrawnNodes
    private var waits: [Int: [Int]] = [:]

    init(_ nodes: DrawnNodes, _ order: [Int]) {
        self.nodes = nodes
        for node in order where !isOpen(node) {
            let upstream = nodes.upstream(of: node)
            var group = nodes.graph.nodes[node].group
            while let current = group {
                if upstream.contains(where: { isMember($0, of: current) }) { break }
                if let known = waits[current] {
                    if !known.isEmpty { waits[current] = common(known, upstream) }
                } else {
                    waits[current] = upstream
                }
                group = nodes.graph.nodes[current].group
            }
        }
    }

    /// What is said at a node: what it waits for beyond what the groups around it do.
    func own(of node: Int) -> [Int] {
        var said = isOpen(node) ? waits[node] ?? [] : nodes.upstream(of: node)
        var group = nodes.graph.nodes[node].group
        while let current = group {
            if let around = waits[current], !around.isEmpty, !said.isEmpty {
                let known = Set(around)
                said.removeAll { known.contains($0) }
            }
            group = nodes.graph.nodes[current].group
        }
        return said
    }

    /// The node next to `node`, in its group or directly in the pipeline, that is `other` or holds it.
    func neighbour(of node: Int, holding other: Int) -> Int? {
        let graph = nodes.graph
        guard graph.nodes[other].pipeline == graph.nodes[node].pipeline else { return nil }
        let around = graph.nodes[node].group
        var current = other
        while graph.nodes[current].group != around {
            guard let group = graph.nodes[current].group else { return nil }
            current = group
        }
        return current == node ? nil : current
    }

    /// Whether a node is a group whose members are drawn.
    private func isOpen(_ node: Int) -> Bool {
        nodes.graph.nodes[node].isGroup && nodes.graph.upstream[node].contains { nodes.graph.nodes[$0].group == node }
    }

    private func isMember(_ node: Int, of group: Int) -> Bool {
        var current = nodes.graph.nodes[node].group
        while let around = current {
            if around == group { return true }
            current = nodes.graph.nodes[around].group
        }
        return false
    }

    private func common(_ first: [Int], _ second: [Int]) -> [Int] {
        if first == second { return first }
        let known = Set(second)
        return first.filter { known.contains($0) }
    }
}
