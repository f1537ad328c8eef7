/// Which group each node of a pipeline is a member of.
struct Membership {
    private var groups: [ObjectIdentifier: Group] = [:]
    private var scopes: [ObjectIdentifier: Group] = [:]

    init(_ pipeline: Pipeline) {
        for group in pipeline.groups {
            scopes[ObjectIdentifier(group.inner)] = group
            for member in group.statements { groups[ObjectIdentifier(member)] = group }
        }
    }

    /// A group that lists it, else the one in whose closure it was written.
    func group(of node: Node) -> Group? {
        groups[ObjectIdentifier(node)] ?? node.scope.flatMap { scopes[ObjectIdentifier($0)] }
    }

    /// The groups that a node lies in, the outermost first.
    func groups(around node: Node) -> [Group] {
        var groups: [Group] = []
        var current = group(of: node)
        while let group = current {
            groups.append(group)
            current = self.group(of: group)
        }
        return groups.reversed()
    }
}
