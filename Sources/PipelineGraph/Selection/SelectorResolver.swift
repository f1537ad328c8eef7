import Dataswarm
import PipelineRecord

/// Finds the tasks that selectors match.
struct SelectorResolver {
    let graph: Graph
    /// Answers what is on record for a task; `nil` where nobody has said for which ds.
    let state: ((Int) -> TaskState?)?

    /// What an argument selects.
    struct Found {
        /// For each node, whether it is a task that is selected.
        var tasks: [Bool]
        /// For each node, how many levels of what it waits for come along; `nil` where that is none for all.
        var levels: [Int]?
    }

    /// What an argument selects: the intersection of its terms.
    func resolve(_ argument: String) throws(SelectorError) -> Found {
        let terms = argument.split(separator: ",", omittingEmptySubsequences: false)
        // What only some of the terms reach is none of the argument's.
        if terms.count == 1 { return try resolve(term: terms[0]) }
        var result: [Bool]?
        for term in terms {
            let tasks = try resolve(term: term).tasks
            result = result.map { known in known.indices.map { known[$0] && tasks[$0] } } ?? tasks
        }
        if let result, argument.contains(","), !Selector.asksForState(argument), !result.contains(true) {
            throw SelectorError(
                description: "'\(argument.printable)' selects nothing: no task matches all of its terms.")
        }
        return Found(tasks: result ?? [])
    }

    private func resolve(term: Substring) throws(SelectorError) -> Found {
        let selector = try Selector(term)
        if selector.match.isState, state == nil {
            throw SelectorError(
                description:
                    "'\(term)' asks what is on record for a datestamp, and none is named: 'driver list \(term) --ds 2016-04-26' lists such tasks."
            )
        }
        let matches = matcher(of: selector.match)
        let matched = graph.nodes.indices.filter(matches)
        // That no task is in a state today is an answer, and no slip.
        if matched.isEmpty, selector.match.isState {
            return Found(tasks: [Bool](repeating: false, count: graph.nodes.count))
        }
        if matched.isEmpty { throw SelectorError(nothingMatches: selector.match, in: String(term), of: graph) }
        let start = matched + members(of: matched)
        var nodes = [Bool](repeating: false, count: graph.nodes.count)
        var levels: [Int]?
        if selector.isClosure {
            EdgeWalk.mark(&nodes, from: start, levels: .max, along: graph.downstream, in: graph)
            // A destruction waits for all users of its resource, and nobody for it.
            let below = nodes.indices.filter { nodes[$0] && graph.nodes[$0].step == nil }
            EdgeWalk.mark(&nodes, from: below, levels: .max, along: graph.upstream, in: graph)
            levels = nodes.map { $0 ? .max : 0 }
        } else {
            let left = EdgeWalk.mark(&nodes, from: start, levels: selector.ancestors, along: graph.upstream, in: graph)
            if selector.ancestors > 0 { levels = left }
            EdgeWalk.mark(&nodes, from: start, levels: selector.descendants, along: graph.downstream, in: graph)
        }
        for node in nodes.indices where !graph.nodes[node].isTask { nodes[node] = false }
        if !nodes.contains(true) {
            throw SelectorError(description: "'\(String(term).printable)' selects nothing: the group has no tasks.")
        }
        return Found(tasks: nodes, levels: levels)
    }

    /// A group that was named stands for its tasks, near and far.
    private func members(of matched: [Int]) -> [Int] {
        var isNamed = [Bool](repeating: false, count: graph.nodes.count)
        for node in matched where graph.nodes[node].isGroup { isNamed[node] = true }
        if !isNamed.contains(true) { return [] }
        return graph.nodes.indices.filter { node in
            var current = graph.nodes[node].group
            while let group = current {
                if isNamed[group] { return true }
                current = graph.nodes[group].group
            }
            return false
        }
    }

    private func matcher(of match: Selector.Match) -> (Int) -> Bool {
        switch match {
        case .name(let pattern):
            let glob = Glob(pattern)
            return { matches(glob, $0) }
        case .pipeline(let pattern):
            let glob = Glob(pattern)
            let pipelines = graph.pipelines.map { glob.matches($0.name) }
            return { pipelines[graph.nodes[$0].pipeline] && graph.nodes[$0].isTask }
        case .group(let pattern):
            let glob = Glob(pattern)
            return { graph.nodes[$0].isGroup && matches(glob, $0) }
        case .operation(let pattern):
            let glob = Glob(pattern)
            return { graph.nodes[$0].isTask && glob.matches(graph.nodes[$0].operatorName) }
        case .owner(let pattern):
            let glob = Glob(pattern)
            return { graph.nodes[$0].isTask && graph.sharedSettings(of: $0).value.owner.map(glob.matches) ?? false }
        case .tag(let pattern):
            let glob = Glob(pattern)
            return { graph.nodes[$0].isTask && graph.sharedSettings(of: $0).value.tags.contains(where: glob.matches) }
        case .state(let name):
            return { graph.nodes[$0].isTask && (state?($0)?.rawValue ?? "none") == name }
        }
    }

    private func matches(_ glob: Glob, _ node: Int) -> Bool {
        // A step is never selected; its name is left to the sentence that says so.
        if graph.nodes[node].step != nil { return false }
        return glob.matches(graph.nodes[node].name) || glob.matches(graph.nodes[node].fullName)
    }
}

extension SelectorError {
    /// That nothing matches, with what may have been meant.
    fileprivate init(nothingMatches match: Selector.Match, in term: String, of graph: Graph) {
        let tasks = graph.nodes.indices.lazy.filter { graph.nodes[$0].isTask }
        let (what, value, candidates): (String, String, [String]) =
            switch match {
            case .name(let name):
                ("task", name, graph.nodes.filter { $0.step == nil }.map(name.contains(".") ? \.fullName : \.name))
            case .pipeline(let name): ("pipeline", name, graph.pipelines.map(\.name))
            case .group(let name):
                ("group", name, graph.nodes.filter(\.isGroup).map(name.contains(".") ? \.fullName : \.name))
            case .operation(let name): ("operator", name, tasks.map { graph.nodes[$0].operatorName })
            case .owner(let name): ("owner", name, tasks.compactMap { graph.settings(of: $0).owner })
            case .tag(let name): ("tag", name, tasks.flatMap { graph.settings(of: $0).tags })
            case .state(let name): ("state", name, [])
            }
        var question = NearMiss.question(for: value, among: Set(candidates))
        if case .name(let name) = match, graph.pipelines.contains(where: { $0.name == name }) {
            question = " It is a pipeline: write pipeline:\(name)."
        }
        if case .name(let name) = match, let resource = graph.resource(meant: name) {
            question = " \(resource) is a resource, and is there when a task that uses it runs: select such a task."
        }
        let hint = question.isEmpty ? " 'driver list' shows what there is." : question
        description = "'\(term.printable)' selects nothing: there is no \(what) '\(value.printable)'.\(hint)"
    }
}

extension Graph {
    /// The full name of the resource that is called so, or of which a step is.
    fileprivate func resource(meant name: String) -> String? {
        resources.first { resource in
            [resource.create, resource.destroy].contains { nodes[$0].name == name || nodes[$0].fullName == name }
                || resource.fullName == name || resource.fullName == "\(pipelines[resource.pipeline].name).\(name)"
        }?.fullName
    }
}
