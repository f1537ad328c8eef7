import CivilTime
public import Dataswarm

/// The datestamps that a plan is about: that which it is asked for, and those that come along because what is selected stands
/// on them.
///
/// It goes by the graph alone, so that whoever makes a plan can first read what is on record of all of them.
public struct PlanReach: Sendable {
    /// A datestamp, and which tasks are planned for it.
    struct Layer: Sendable {
        let ds: Datestamp
        /// For each node of the graph.
        var tasks: [Bool]
    }

    /// What is planned for the ds that is asked for.
    let selection: Selection
    /// The first is the one that is asked for; those that come along follow, oldest first.
    let layers: [Layer]
    /// All datestamps of which the record is wanted: those, and what their tasks stand on.
    public let datestamps: Set<Datestamp>
    /// What is wrong with the windows of tasks, by their places.
    let problems: [(task: Int, sentence: String)]

    /// - Parameters:
    ///   - selection: of the tasks for `ds`, those that are asked for.
    ///   - isTarget: whether the same is asked for at another datestamp: what stands on that waits for it.
    public init(
        _ selection: Selection, _ ds: Datestamp, in graph: Graph,
        isTarget: (_ task: Int, Datestamp) -> Bool = { _, _ in false }
    ) {
        self.init(selection, over: [ds], in: graph, isTarget)
    }

    /// - Parameter datestamps: of each of them, the same tasks are asked for; at least one.
    init(
        _ selection: Selection, over datestamps: [Datestamp], in graph: Graph,
        _ isTarget: (_ task: Int, Datestamp) -> Bool = { _, _ in false }
    ) {
        self.selection = selection
        var walk = ReachWalk(selection, datestamps, in: graph)
        if !graph.windows.isEmpty { walk.go(isTarget) }
        layers = [walk.layers[0]] + walk.layers.dropFirst().sorted { $0.ds < $1.ds }
        self.datestamps = walk.datestamps
        problems = walk.problems
    }

    private init(_ selection: Selection, _ layers: [Layer], _ datestamps: Set<Datestamp>) {
        self.selection = selection
        self.layers = layers
        self.datestamps = datestamps
        problems = []
    }

    /// The tasks of it that satisfy a condition, whatever is wrong with the windows of others.
    func filtered(_ isKept: (_ task: Int, Datestamp) -> Bool) -> PlanReach {
        var kept = layers
        for place in kept.indices {
            let ds = kept[place].ds
            for task in kept[place].tasks.indices where kept[place].tasks[task] && !isKept(task, ds) {
                kept[place].tasks[task] = false
            }
        }
        var first = selection
        first.filter { kept[0].tasks[$0] }
        return PlanReach(first, kept, datestamps)
    }
}

/// A task at a datestamp, by its place in the graph.
struct TaskAt: Hashable, Sendable {
    let task: Int
    let ds: Datestamp

    init(_ task: Int, _ ds: Datestamp) {
        self.task = task
        self.ds = ds
    }
}

/// A walk from what is asked for to what that stands on, breadth first.
private struct ReachWalk {
    /// How many tasks may come along, before it is a chain without a beginning.
    private static let limit = 1_000_000

    private let graph: Graph
    private let selection: Selection
    /// Those that are asked for.
    private let asked: Set<Datestamp>
    var layers: [PlanReach.Layer]
    var datestamps: Set<Datestamp>
    var problems: [(task: Int, sentence: String)] = []
    private var places: [Datestamp: Int]
    /// How many more levels of what each task waits for come along.
    private var levels: [TaskAt: Int] = [:]
    private var queue: [TaskAt] = []

    init(_ selection: Selection, _ asked: [Datestamp], in graph: Graph) {
        self.graph = graph
        self.selection = selection
        self.asked = Set(asked)
        layers = asked.map { PlanReach.Layer(ds: $0, tasks: selection.contains) }
        datestamps = self.asked
        places = Dictionary(uniqueKeysWithValues: asked.enumerated().map { ($0.element, $0.offset) })
    }

    mutating func go(_ isTarget: (Int, Datestamp) -> Bool) {
        let selected = selection.tasks
        for layer in layers.indices {
            for task in selected { note(task, layers[layer].ds, selection.reach.isEmpty ? 0 : selection.reach[task]) }
        }
        var next = 0
        while next < queue.count {
            let key = queue[next]
            next += 1
            let left = levels[key] ?? 0
            let onward = left == .max ? .max : left - 1
            for edge in graph.windows.upstream(of: key.task) {
                let found: [Datestamp]
                do throws(WindowError) { found = try graph.datestamps(of: edge, from: key.ds) } catch {
                    problems.append((key.task, error.description))
                    continue
                }
                for other in found {
                    datestamps.insert(other)
                    if isTarget(edge.source, other) {
                        note(edge.source, other, max(0, onward))
                    } else if left > 0, hasBeginning(edge) {
                        note(edge.source, other, onward)
                    }
                }
            }
            // Of what is asked for itself, selectors have said what comes along at its own datestamp.
            let isAskedFor = selection.contains[key.task] && asked.contains(key.ds)
            if left > 0, !isAskedFor {
                for other in tasks(upstreamOf: key.task) { note(other, key.ds, onward) }
            }
            if queue.count > ReachWalk.limit {
                let name = graph.nodes[key.task].fullName
                problems.append(
                    (key.task, "reaches back over more than a million tasks: give the schedule of '\(name)' a start."))
                return
            }
        }
    }

    private mutating func note(_ task: Int, _ ds: Datestamp, _ left: Int) {
        if selection.excluded.contains(task) { return }
        let key = TaskAt(task, ds)
        if let known = levels[key], known >= left { return }
        levels[key] = left
        queue.append(key)
        datestamps.insert(ds)
        if let place = places[ds] {
            layers[place].tasks[task] = true
        } else {
            places[ds] = layers.count
            var tasks = [Bool](repeating: false, count: graph.nodes.count)
            tasks[task] = true
            layers.append(PlanReach.Layer(ds: ds, tasks: tasks))
        }
    }

    /// Where nobody says when a pipeline began, the datestamp before may never have been meant to be.
    private func hasBeginning(_ edge: WindowEdge) -> Bool {
        edge.window.reach != .previous || graph.timetable[graph.nodes[edge.source].pipeline]?.calendar.first != nil
    }

    /// The tasks that a task waits for at the same datestamp, by itself or through groups and resources.
    private func tasks(upstreamOf task: Int) -> [Int] {
        var tasks: [Int] = []
        var seen: Set<Int> = []
        var stack = Array(graph.upstream[task])
        while let other = stack.popLast() {
            guard seen.insert(other).inserted else { continue }
            if graph.nodes[other].isTask { tasks.append(other) } else { stack += Array(graph.upstream[other]) }
        }
        return tasks
    }
}
