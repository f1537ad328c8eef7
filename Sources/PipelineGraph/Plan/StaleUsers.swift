/// Tasks that run on a resource that is created anew, without others that they wait for and that have used it before:
/// what those put there is not there any more.
struct StaleUsers {
    let graph: Graph
    /// Which nodes run in the plan.
    let runs: Set<Int>

    /// How many of the tasks that are missed are named.
    private static let names = 3

    /// A sentence for each.
    var warnings: [String] {
        graph.resources.flatMap { resource -> [String] in
            let users = Set(resource.users)
            return resource.users.filter(runs.contains).sorted().compactMap { user in
                let missed = ancestors(of: user).filter { users.contains($0) && !runs.contains($0) }.sorted()
                return missed.isEmpty ? nil : warning(user, resource, missed)
            }
        }
    }

    private func warning(_ user: Int, _ resource: ResourceNode, _ missed: [Int]) -> String {
        let name = graph.nodes[user].fullName
        var others = missed.prefix(StaleUsers.names).map { graph.nodes[$0].fullName }.joined(separator: ", ")
        if missed.count > StaleUsers.names { others += " and \(missed.count - StaleUsers.names) more" }
        return
            "'\(name)' runs on a new '\(resource.fullName)', without what \(others) has put there: where it needs that, say --only +\(name) --force."
    }

    private func ancestors(of task: Int) -> Set<Int> {
        var found: Set<Int> = []
        var stack = Array(graph.upstream[task])
        while let node = stack.popLast() {
            if found.insert(node).inserted { stack.append(contentsOf: graph.upstream[node]) }
        }
        return found
    }
}
