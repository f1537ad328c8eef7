import Dataswarm
import PipelineRecord

/// What a task waits for at other datestamps, as far as it is not in the plan, and on which successes there it stands.
struct OtherDatestamps {
    /// What the same run is about already.
    private(set) var across: [TaskKey] = []
    /// What keeps the task from running.
    private(set) var hold: Hold?
    /// What is assumed to be done, a sentence each.
    private(set) var missing: [String] = []
    /// The successes that it stands on, in the plan or not.
    private(set) var successes: [(name: String, order: Int64)] = []

    /// - Returns: `nil` where it waits for nothing there.
    init?(
        of task: Int, _ ds: Datestamp, _ rule: TriggerRule, in unrolled: UnrolledGraph, _ request: PlanRequest,
        _ records: [Datestamp: PlanRecord]
    ) {
        let graph = unrolled.graph
        let edges = graph.windows.upstream(of: task)
        if edges.isEmpty { return nil }
        var held: [(key: TaskKey, state: TaskState?)] = []
        for edge in edges {
            let name = graph.nodes[edge.source].fullName
            let isPrevious = edge.window.reach == .previous && edge.source == task
            for other in graph.otherDatestamps(of: edge, from: ds) {
                let key = TaskKey(name, ds: other.description)
                let record = records[other]?.tasks[name]
                if let order = record?.successOrder { successes.append((key.description, order)) }
                if unrolled.contains(edge.source, other) { continue }
                if request.underWay[other]?.contains(name) ?? false {
                    across.append(key)
                    continue
                }
                let state = record?.state
                if rule.takes(state) { continue }
                if state == nil, isPrevious || request.upstream == .assume {
                    let words = isPrevious ? ", the previous ds" : ""
                    missing.append("'\(name)' has not run for \(other)\(words)")
                } else if isPrevious, let state {
                    hold = .previous(state, ds: key.ds)
                } else if request.upstream == .assume, let state {
                    missing.append("'\(name)' is \(state.rawValue) for \(other)")
                } else {
                    held.append((key, state))
                }
            }
        }
        if let first = held.first, hold == nil {
            hold = .other(first.key, first.state, more: held.count - 1)
        }
    }
}

extension TriggerRule {
    /// Whether a rule has nothing against a task that it waits for at another ds, and that is in that state.
    fileprivate func takes(_ state: TaskState?) -> Bool {
        switch self {
        case .always: true
        case .allSucceeded, .noneFailed, .oneSucceeded: state == .succeeded || state == .skipped
        case .allDone, .oneFailed: state.map { $0.isFinal && $0 != .lost && $0 != .cancelled } ?? false
        }
    }
}
