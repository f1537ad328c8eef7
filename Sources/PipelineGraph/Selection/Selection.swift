public import Dataswarm
public import PipelineRecord

/// Which tasks of a graph a verb is about.
public struct Selection: Sendable {
    /// For each node, whether it is selected. Groups and resources are never selected, only tasks.
    public private(set) var contains: [Bool]
    /// For each node, how many levels of what it waits for at other datestamps come along: `+dump` has all of them. Empty
    /// where that is none for all.
    private(set) var reach: [Int] = []
    /// The tasks that were taken away, and are not to come along at other datestamps either.
    private(set) var excluded: Set<Int> = []

    /// The places of the selected tasks, in canonical order.
    public var tasks: [Int] { contains.indices.filter { contains[$0] } }

    public var count: Int { contains.count(where: { $0 }) }

    /// All tasks.
    public init(all graph: Graph) { contains = graph.nodes.map { $0.isTask } }

    /// The tasks at those places.
    public init(_ tasks: some Sequence<Int>, in graph: Graph) {
        contains = [Bool](repeating: false, count: graph.nodes.count)
        for task in tasks where graph.nodes[task].isTask { contains[task] = true }
    }

    /// What the arguments of a command line select.
    ///
    /// - Parameters:
    ///   - only: selectors of which any may match; where there are none, everything is selected.
    ///   - excludedArguments: selectors of what is taken away.
    ///   - state: answers what is on record for a task, for `state:`, with `nil` where nothing is; itself `nil` where nobody has
    ///     said for which ds, so that `state:` is refused.
    /// - Throws: ``SelectorError`` where one cannot be read or matches nothing, or where nothing is left. That no task is in a
    ///   state today is an answer, and no error.
    public init(
        only: [String], excluding excludedArguments: [String] = [], in graph: Graph, state: ((Int) -> TaskState?)? = nil
    ) throws(SelectorError) {
        let resolver = SelectorResolver(graph: graph, state: state)
        contains = graph.nodes.map { only.isEmpty && $0.isTask }
        for argument in only {
            let found = try resolver.resolve(argument)
            for task in found.tasks.indices where found.tasks[task] { contains[task] = true }
            if !graph.windows.isEmpty, let levels = found.levels { widen(to: levels) }
        }
        for argument in excludedArguments {
            let tasks = try resolver.resolve(argument).tasks
            for task in tasks.indices where tasks[task] {
                contains[task] = false
                self.excluded.insert(task)
            }
        }
        let asksForState = (only + excludedArguments).contains(where: Selector.asksForState)
        if !excludedArguments.isEmpty, !contains.contains(true), !asksForState {
            throw SelectorError(nothingIsLeftBy: excludedArguments)
        }
    }

    /// Adds what another selection of the same graph has.
    public mutating func formUnion(_ other: Selection) {
        for task in other.tasks { contains[task] = true }
    }

    /// Adds everything that the selected tasks wait for, near and far, at other datestamps, too.
    public mutating func addAncestors(in graph: Graph) {
        add(along: graph.upstream, in: graph)
        if !graph.windows.isEmpty { reach = contains.map { $0 ? .max : 0 } }
    }

    /// Lets everything come along that the selected tasks stand on at other datestamps.
    public mutating func reachOtherDatestamps(in graph: Graph) {
        if !graph.windows.isEmpty { widen(to: contains.map { $0 ? .max : 0 }) }
    }

    private mutating func widen(to levels: [Int]) {
        if reach.isEmpty { reach = [Int](repeating: 0, count: contains.count) }
        for node in levels.indices { reach[node] = max(reach[node], levels[node]) }
    }

    /// Adds everything that waits for the selected tasks, near and far.
    public mutating func addDescendants(in graph: Graph) {
        add(along: graph.downstream, in: graph)
    }

    private mutating func add(along edges: Edges, in graph: Graph) {
        EdgeWalk.mark(&contains, from: tasks, levels: .max, along: edges, in: graph)
        for node in contains.indices where !graph.nodes[node].isTask { contains[node] = false }
    }

    /// What is left without some pipelines, and what of other pipelines is taken away with them because it waits for them at a ds.
    ///
    /// - Parameter pipelines: their places in the graph.
    public func without(
        _ pipelines: Set<Int>, at ds: Datestamp, in graph: Graph
    ) -> (selection: Selection, waiting: [Int]) {
        var away = Selection(
            graph.taskIndices.filter { pipelines.contains(graph.nodes[$0].pipeline) }, in: graph)
        var count = 0
        while away.count > count {
            count = away.count
            away.addDescendants(in: graph)
            for task in tasks where !away.contains[task] {
                let waits = graph.windows.upstream(of: task).contains { edge in
                    away.contains[edge.source]
                        && ((try? graph.datestamps(of: edge, from: ds))?.contains(ds) ?? false)
                }
                if waits { away.contains[task] = true }
            }
        }
        var left = self
        left.filter { !away.contains[$0] }
        left.excluded.formUnion(away.tasks)
        let waiting = tasks.filter { away.contains[$0] && !pipelines.contains(graph.nodes[$0].pipeline) }
        return (left, waiting)
    }

    /// Takes a task away.
    mutating func remove(_ task: Int) { contains[task] = false }

    /// Adds tasks by their full names; names of nothing, or of no task, are passed over.
    public mutating func add(_ names: some Sequence<String>, in graph: Graph) {
        for name in names {
            if let index = graph.index(of: name), graph.nodes[index].isTask { contains[index] = true }
        }
    }

    /// Takes away what does not satisfy a condition.
    public mutating func filter(_ condition: (Int) -> Bool) {
        for task in tasks where !condition(task) { contains[task] = false }
    }
}
