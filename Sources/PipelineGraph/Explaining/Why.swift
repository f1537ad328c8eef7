import Dataswarm

/// Why a task is where it is for a ds: what is on record, and what stands in its way.
///
/// It reads the same state by the same rules as the planner, so that it cannot tell another story than a run does.
public struct Why: Sendable {
    /// The lines to show, the answer first.
    public let lines: [String]

    /// - Parameters:
    ///   - index: the task.
    ///   - plan: a plan for the task alone.
    ///   - records: what is on record for the ds.
    ///   - driverIsRunning: whether a driver runs the ds right now.
    ///   - time: spells a moment.
    public init(
        _ index: Int, in graph: Graph, plan: Plan, records: [String: TaskRecord], driverIsRunning: Bool,
        time: (Int64) -> String
    ) {
        let node = graph.nodes[index]
        let record = records[node.fullName]
        var lines = ["\(node.fullName) for \(plan.ds): \(Why.headline(record, driverIsRunning, time))"]
        var isHeld = false
        if let item = plan.items.first(where: { $0.node == index }) {
            switch item.decision {
            case .skipAgain:
                lines.append("  It would be passed over again: nothing that it waits for runs.")
            case .hold(let hold):
                isHeld = true
                lines.append("  It would be held: \(hold).")
            case .skip:
                lines.append("  It would be passed over: it is done, and nothing that it stands on has changed.")
            case .run(let reason):
                if record?.state == .succeeded {
                    lines.append("  It would run again: \(reason).")
                    lines += Why.changes(item, record)
                }
            }
        }
        let blockers = Why.blockers(of: index, in: graph, records: records, time: time)
        let isOpen = record.map { $0.state != .succeeded && $0.state != .running } ?? true
        if isOpen, blockers.isEmpty, !isHeld {
            lines.append("  Nothing stands in its way: 'driver --ds \(plan.ds) --only \(node.fullName)' runs it.")
        } else if isOpen, !blockers.isEmpty {
            lines.append("  It waits for:")
            lines += blockers.map { "    \($0)" }
        }
        if isOpen, node.waitsForPrevious, !isHeld { lines.append("  It waits for itself at the previous ds, too.") }
        if isOpen, let pool = graph.settings(of: index).pool {
            lines.append("  It takes \(pool.slots == 1 ? "a slot" : "\(pool.slots) slots") of the pool \(pool.name).")
        }
        for limit in isOpen ? graph.limits(around: index) : [] {
            lines.append(
                "  At most \(limit.slots) of the tasks of \(limit.name) run\(limit.slots == 1 ? "s" : "") at a time.")
        }
        self.lines = lines
    }

    private static func headline(_ record: TaskRecord?, _ driverIsRunning: Bool, _ time: (Int64) -> String) -> String {
        guard let record else { return driverIsRunning ? "not begun; a driver is running this ds" : "not run yet" }
        let since = time(record.changedAt)
        let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
        switch record.state {
        case .succeeded: return "succeeded at \(since)"
        case .running:
            return driverIsRunning
                ? "running since \(since), attempt \(record.attempts)"
                : "lost: it was running at \(since) when its driver ended; the next run starts it again"
        case .failed:
            return "failed at \(since), after \(record.attempts) attempt\(record.attempts == 1 ? "" : "s")\(reason)"
        case .upstreamFailed: return "not started at \(since)\(reason)"
        case .waiting where record.isCleared: return "cleared at \(since)"
        case .waiting: return "waiting since \(since)\(reason)"
        default: return "\(record.state.rawValue) at \(since)\(reason)"
        }
    }

    /// Old and new value of each field that changed.
    private static func changes(_ item: PlanItem, _ record: TaskRecord?) -> [String] {
        guard case .run(.changed(let fields)) = item.decision, let old = record?.invocation else { return [] }
        let new = InvocationRecord.text(of: item.invocation)
        return fields.map { field in
            let before = InvocationRecord.value(of: field, in: old).map { "'\($0.printable)'" } ?? "not there"
            let after = InvocationRecord.value(of: field, in: new).map { "'\($0.printable)'" } ?? "not there"
            return "    \(field): was \(before), is \(after)"
        }
    }

    /// Each task that is waited for, directly or through groups, and that has not succeeded.
    private static func blockers(
        of index: Int, in graph: Graph, records: [String: TaskRecord], time: (Int64) -> String
    ) -> [String] {
        var lines: [String] = []
        var stack = Array(graph.upstream[index].reversed())
        var seen: Set<Int> = []
        while let other = stack.popLast() {
            guard seen.insert(other).inserted else { continue }
            let node = graph.nodes[other]
            if node.isGroup {
                stack.append(contentsOf: graph.upstream[other].reversed())
                continue
            }
            guard let record = records[node.fullName] else {
                lines.append("\(node.fullName), which has not run")
                continue
            }
            if record.state == .succeeded { continue }
            let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
            lines.append("\(node.fullName), \(record.state.rawValue) since \(time(record.changedAt))\(reason)")
        }
        return lines
    }
}
