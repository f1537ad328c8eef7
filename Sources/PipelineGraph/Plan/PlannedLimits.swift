/// The limits of pipelines and groups, and which of them each node of a graph counts against.
struct PlannedLimits {
    private(set) var limits: [TaskLimit] = []
    /// By the group that a task is in; the members of a group share one list.
    private var ofGroups: [Int: [Int]] = [:]
    private var ofPipelines: [Int: [Int]] = [:]
    private var places: [String: Int] = [:]
    /// What was found last: neighbours mostly count against the same.
    private var last: (group: Int?, pipeline: Int, limits: [Int])?

    /// The places in ``limits`` of those that a node counts against.
    mutating func limits(around node: Int, in graph: Graph) -> [Int] {
        let (group, pipeline) = (graph.nodes[node].group, graph.nodes[node].pipeline)
        if let last, last.group == group, last.pipeline == pipeline { return last.limits }
        let found = find(group, pipeline, around: node, in: graph)
        last = (group, pipeline, found)
        return found
    }

    private mutating func find(_ group: Int?, _ pipeline: Int, around node: Int, in graph: Graph) -> [Int] {
        if let known = group.map({ ofGroups[$0] }) ?? ofPipelines[pipeline] { return known }
        var found: [Int] = []
        for limit in graph.limits(around: node) {
            if places[limit.name] == nil {
                places[limit.name] = limits.count
                limits.append(limit)
            }
            found.append(places[limit.name] ?? 0)
        }
        if let group { ofGroups[group] = found } else { ofPipelines[pipeline] = found }
        return found
    }
}
