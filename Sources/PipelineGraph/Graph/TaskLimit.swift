/// How many tasks of a pipeline or a group may be under way at a time.
public struct TaskLimit: Hashable, Sendable {
    /// The pipeline's name, or the full name of the group.
    public let name: String
    /// At least 1.
    public let slots: Int
    /// Where it is declared.
    public let location: String
    public let kind: SettingsLayer.Kind
}

extension Graph {
    /// The limits that a node counts against: its pipeline's and those of the groups around it, the outermost first.
    public func limits(around index: Int) -> [TaskLimit] {
        var limits: [TaskLimit] = []
        var group = nodes[index].group
        while let current = group {
            if let limit = limit(of: current) { limits.append(limit) }
            group = nodes[current].group
        }
        let pipeline = pipelines[nodes[index].pipeline]
        if let slots = pipeline.limit {
            limits.append(
                TaskLimit(name: pipeline.name, slots: slots, location: pipeline.location, kind: .pipeline))
        }
        return limits.reversed()
    }

    private func limit(of group: Int) -> TaskLimit? {
        nodes[group].limit.map {
            TaskLimit(name: nodes[group].fullName, slots: $0, location: nodes[group].location, kind: .group)
        }
    }
}
