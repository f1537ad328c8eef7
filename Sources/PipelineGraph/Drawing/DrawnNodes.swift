/// The nodes of a graph that are drawn, and in what order.
struct DrawnNodes {
    let graph: Graph
    /// Which nodes are drawn: selected tasks, groups and resources of these, and groups without tasks that stand next to them.
    private(set) var contains: [Bool]
    /// What a node is sorted by: a task by its place, a group by that of its first task, and before it; the creation of a
    /// resource comes before its first user and all groups around that, the destruction after the last.
    private var keys: [(place: Int, rank: Int)]

    init(_ graph: Graph, _ selection: Selection) {
        self.graph = graph
        contains = selection.contains
        keys = graph.nodes.indices.map { (place: $0, rank: graph.nodes[$0].isGroup ? 0 : 1) }
        for task in graph.nodes.indices where selection.contains[task] {
            var next = graph.nodes[task].group
            // A group that is drawn already was met by an earlier task, and so were those around it.
            while let group = next, !contains[group] {
                contains[group] = true
                keys[group].place = task
                next = graph.nodes[group].group
            }
        }
        for resource in graph.resources {
            let users = resource.users.filter { contains[$0] }
            guard let first = users.first, let last = users.last else { continue }
            contains[resource.create] = true
            contains[resource.destroy] = true
            keys[resource.create] = (place: first, rank: -1)
            keys[resource.destroy] = (place: last, rank: 2)
        }
        let empty = graph.nodes.indices.filter { graph.nodes[$0].isGroup && !contains[$0] && hasNoMembers($0) }
        for group in empty { addEmpty(group) }
    }

    /// The pipelines of which something is drawn.
    var pipelines: [Int] {
        graph.pipelines.indices.filter { graph.pipelines[$0].nodes.contains { contains[$0] } }
    }

    /// The drawn nodes of a pipeline: a group before its tasks, and tasks in the order of the graph.
    func nodes(of pipeline: Int) -> [Int] {
        graph.pipelines[pipeline].nodes.filter { contains[$0] }
            .sorted { (keys[$0].place, keys[$0].rank, $0) < (keys[$1].place, keys[$1].rank, $1) }
    }

    /// What a node waits for, as far as it is drawn.
    func upstream(of node: Int) -> [Int] { graph.upstream[node].filter { contains[$0] } }

    /// Whether a group has no member, as opposed to none that is selected.
    private func hasNoMembers(_ group: Int) -> Bool {
        graph.upstream[group].allSatisfy { graph.nodes[$0].group != group }
    }

    private mutating func addEmpty(_ group: Int) {
        let after = graph.downstream[group].filter { contains[$0] && !graph.nodes[$0].isGroup }
        guard !after.isEmpty || graph.upstream[group].contains(where: { contains[$0] }) else { return }
        contains[group] = true
        // Before what waits for it; else at the end.
        keys[group].place = after.min() ?? graph.nodes.count
        var next = graph.nodes[group].group
        while let around = next, !contains[around] {
            contains[around] = true
            keys[around].place = keys[group].place
            next = graph.nodes[around].group
        }
    }
}

/// A step on the way through the nodes of a pipeline, which are drawn within those of their groups.
enum DrawingStep {
    case open(group: Int)
    case node(Int)
    case close(group: Int)
}

extension DrawnNodes {
    /// The way through a pipeline. Groups are opened and closed around their members; one without any is a node.
    func steps(through pipeline: Int) -> [DrawingStep] {
        var members: [Int?: [Int]] = [:]
        for node in nodes(of: pipeline) { members[graph.nodes[node].group, default: []].append(node) }
        var steps: [DrawingStep] = []
        var pending: [DrawingStep] = (members[nil] ?? []).reversed().map { .node($0) }
        while let step = pending.popLast() {
            guard case .node(let node) = step, let content = members[node] else {
                steps.append(step)
                continue
            }
            steps.append(.open(group: node))
            pending.append(.close(group: node))
            pending += content.reversed().map { .node($0) }
        }
        return steps
    }
}
