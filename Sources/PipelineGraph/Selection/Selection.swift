import Dataswarm

/// Which tasks of a graph a verb is about.
public struct Selection: Sendable {
    /// For each node, whether it is selected. Groups are never selected, only their tasks.
    public private(set) var contains: [Bool]

    /// The places of the selected tasks, in canonical order.
    public var tasks: [Int] { contains.indices.filter { contains[$0] } }

    public var count: Int { contains.count(where: { $0 }) }

    /// All tasks.
    public init(all graph: Graph) { contains = graph.nodes.map { !$0.isGroup } }

    /// The tasks at those places.
    public init(_ tasks: some Sequence<Int>, in graph: Graph) {
        contains = [Bool](repeating: false, count: graph.nodes.count)
        for task in tasks where !graph.nodes[task].isGroup { contains[task] = true }
    }

    /// What the arguments of a command line select.
    ///
    /// - Parameters:
    ///   - only: selectors of which any may match; where there are none, everything is selected.
    ///   - excluded: selectors of what is taken away.
    ///   - state: what is on record for a task, for `state:`; `nil` where nothing is.
    public init(
        only: [String], excluding excluded: [String] = [], in graph: Graph,
        state: @escaping (Int) -> TaskState? = { _ in nil }
    ) throws(SelectorError) {
        let resolver = SelectorResolver(graph: graph, state: state)
        contains = graph.nodes.map { only.isEmpty && !$0.isGroup }
        for argument in only {
            for task in try resolver.resolve(argument) { contains[task] = true }
        }
        for argument in excluded {
            for task in try resolver.resolve(argument) { contains[task] = false }
        }
    }

    /// Adds everything that the selected tasks wait for, near and far.
    public mutating func addAncestors(in graph: Graph) {
        let reached = Reach(graph).nodes(from: tasks, levels: .max, along: graph.upstream)
        for node in reached where !graph.nodes[node].isGroup { contains[node] = true }
    }

    /// Takes away what does not satisfy a condition.
    public mutating func filter(_ condition: (Int) -> Bool) {
        for task in tasks where !condition(task) { contains[task] = false }
    }
}

/// Finds the tasks that selectors match.
private struct SelectorResolver {
    let graph: Graph
    let state: (Int) -> TaskState?

    /// The tasks of one argument: the intersection of its terms.
    func resolve(_ argument: String) throws(SelectorError) -> Set<Int> {
        var result: Set<Int>?
        for term in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let tasks = try resolve(term: term)
            result = result.map { $0.intersection(tasks) } ?? tasks
        }
        if let result, result.isEmpty, argument.contains(",") {
            throw SelectorError(description: "'\(argument.printable)' selects nothing: no task matches all of its terms.")
        }
        return result ?? []
    }

    private func resolve(term: Substring) throws(SelectorError) -> Set<Int> {
        let selector = try Selector(term)
        let matched = graph.nodes.indices.filter(matcher(of: selector.match))
        if matched.isEmpty { throw nothing(matches: selector.match, in: String(term)) }
        let reach = Reach(graph)
        var nodes = Set(matched)
        if selector.isClosure {
            let below = reach.nodes(from: matched, levels: .max, along: graph.downstream)
            nodes = reach.nodes(from: Array(below), levels: .max, along: graph.upstream)
        } else {
            nodes.formUnion(reach.nodes(from: matched, levels: selector.ancestors, along: graph.upstream))
            nodes.formUnion(reach.nodes(from: matched, levels: selector.descendants, along: graph.downstream))
        }
        // A group that was named stands for its tasks.
        for group in matched where graph.nodes[group].isGroup { nodes.formUnion(members(of: group)) }
        return nodes.filter { !graph.nodes[$0].isGroup }
    }

    private func matcher(of match: Selector.Match) -> (Int) -> Bool {
        switch match {
        case .name(let pattern):
            let glob = Glob(pattern)
            return { glob.matches(graph.nodes[$0].name) || glob.matches(graph.nodes[$0].fullName) }
        case .pipeline(let pattern):
            let glob = Glob(pattern)
            let pipelines = graph.pipelines.map { glob.matches($0.name) }
            return { pipelines[graph.nodes[$0].pipeline] && !graph.nodes[$0].isGroup }
        case .group(let pattern):
            let glob = Glob(pattern)
            return { graph.nodes[$0].isGroup && (glob.matches(graph.nodes[$0].name) || glob.matches(graph.nodes[$0].fullName)) }
        case .operation(let pattern):
            let glob = Glob(pattern)
            return { !graph.nodes[$0].isGroup && glob.matches(graph.nodes[$0].operatorName) }
        case .owner(let pattern):
            let glob = Glob(pattern)
            return { !graph.nodes[$0].isGroup && graph.settings(of: $0).owner.map(glob.matches) ?? false }
        case .tag(let pattern):
            let glob = Glob(pattern)
            return { !graph.nodes[$0].isGroup && graph.settings(of: $0).tags.contains(where: glob.matches) }
        case .state(let name):
            return { !graph.nodes[$0].isGroup && (state($0)?.rawValue ?? "none") == name }
        }
    }

    private func members(of group: Int) -> Set<Int> {
        let range = graph.pipelines[graph.nodes[group].pipeline].nodes
        return Set(
            range.filter { node in
                var current = graph.nodes[node].group
                while let enclosing = current {
                    if enclosing == group { return true }
                    current = graph.nodes[enclosing].group
                }
                return false
            })
    }

    private func nothing(matches match: Selector.Match, in term: String) -> SelectorError {
        let tasks = graph.nodes.indices.lazy.filter { !graph.nodes[$0].isGroup }
        let (what, value, candidates): (String, String, any Sequence<String>) =
            switch match {
            case .name(let name): ("task", name, graph.nodes.lazy.map(name.contains(".") ? \.fullName : \.name))
            case .pipeline(let name): ("pipeline", name, graph.pipelines.lazy.map(\.name))
            case .group(let name): ("group", name, graph.nodes.lazy.filter(\.isGroup).map(\.name))
            case .operation(let name): ("operator", name, tasks.map { graph.nodes[$0].operatorName })
            case .owner(let name): ("owner", name, tasks.compactMap { graph.settings(of: $0).owner })
            case .tag(let name): ("tag", name, tasks.flatMap { graph.settings(of: $0).tags })
            case .state(let name): ("task in the state", name, [])
            }
        if case .state(let name) = match {
            return SelectorError(description: "'\(term.printable)' selects nothing: no task is \(name).")
        }
        var question = NearMiss.question(for: value, among: Set(candidates.map { $0 }))
        if case .name(let name) = match, graph.pipelines.contains(where: { $0.name == name }) {
            question = " It is a pipeline: write pipeline:\(name)."
        }
        let hint = question.isEmpty ? " 'driver list' shows what there is." : question
        return SelectorError(description: "'\(term.printable)' selects nothing: there is no \(what) '\(value.printable)'.\(hint)")
    }
}
