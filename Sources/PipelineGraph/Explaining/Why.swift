public import Dataswarm
public import PipelineRecord

/// Why a task is where it is for a ds: what is on record, and what stands in its way.
///
/// It reads the same state by the same rules as the planner, so that it cannot tell another story than a run does.
public struct Why: Sendable {
    /// The lines to show, the answer first.
    public let lines: [String]

    /// - Parameters:
    ///   - index: the task.
    ///   - plan: a plan for the task alone.
    ///   - ds: what it is about.
    ///   - records: what is on record for the ds.
    ///   - live: the resources that are on record as live for the ds.
    ///   - streaks: what has failed on several ds in a row.
    ///   - driverIsRunning: whether a driver runs the ds right now.
    ///   - time: spells a moment.
    public init(
        _ index: Int, in graph: Graph, ds: Datestamp, plan: Plan, records: [String: TaskRecord], streaks: [String: Streak] = [:],
        live: [LiveResource] = [], driverIsRunning: Bool, time: @escaping (Int64) -> String
    ) {
        let node = graph.nodes[index]
        let record = records[node.fullName]
        var lines = ["\(node.fullName) for \(ds): \(Why.headline(record, driverIsRunning, time))"]
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
        if node.step != nil {
            let resource = graph.subject(of: index)
            let users = graph.resource(named: resource)?.users.map { graph.nodes[$0].fullName } ?? []
            lines.append("  It is a step of the resource \(resource), which is there while one of these runs:")
            lines += users.map { "    \($0)" }
            self.lines = lines
            return
        }
        let blockers = Blockers(
            graph: graph, ds: ds.description, records: records, streaks: streaks,
            driverIsRunning: driverIsRunning, time: time
        ).lines(of: index)
        lines += Why.resources(of: index, in: graph, records: records, live: live, driverIsRunning, time)
        let isOpen = record.map { $0.state != .succeeded && $0.state != .running } ?? true
        if isOpen, !blockers.isEmpty {
            lines.append("  It waits for:")
            lines += blockers.map { "    \($0)" }
        } else if isOpen, !isHeld {
            lines.append("  \(Why.wayOut(node.fullName, ds.description, record, records, driverIsRunning))")
        }
        if isOpen, node.waitsForPrevious, !isHeld { lines.append("  It waits for itself at the previous ds, too.") }
        if isOpen, let use = graph.settings(of: index).pool, !use.pools.isEmpty {
            let slots = use.pools.map { pool in
                "\(pool.slots == 1 ? "a slot" : "\(pool.slots) slots") of the pool \(pool.name)"
            }
            lines.append("  It takes \(slots.joined(separator: " and "))\(slots.count > 1 ? ", all at once" : "").")
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

    /// What is to be said of the resources that a task uses.
    private static func resources(
        of index: Int, in graph: Graph, records: [String: TaskRecord], live: [LiveResource], _ driverIsRunning: Bool,
        _ time: (Int64) -> String
    ) -> [String] {
        graph.uses(of: index).map { creation in
            let name = graph.subject(of: creation)
            let left = live.first { $0.name == name }
            if driverIsRunning, let left { return "  It uses \(name), which is live since \(time(left.since))." }
            var sentence = "  It uses \(name), which is created for it"
            if let left {
                sentence += "; what run \(left.run) has left of it is destroyed first"
            }
            guard let record = records[graph.nodes[creation].fullName], record.state == .failed else {
                return "\(sentence)."
            }
            let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
            return "\(sentence). Its creation failed at \(time(record.changedAt))\(reason)"
        }
    }

    /// What lets a task run that waits for no other.
    private static func wayOut(
        _ name: String, _ ds: String, _ record: TaskRecord?, _ records: [String: TaskRecord], _ driverIsRunning: Bool
    ) -> String {
        let command = "'driver --ds \(ds) --only \(name)' runs it"
        guard driverIsRunning else { return "Nothing stands in its way: \(command)." }
        switch record?.state {
        case nil, .ready:
            let running = records.values.filter { $0.state == .running }.map(\.task).sorted()
            let first = running.prefix(namesOfRunning).joined(separator: ", ")
            let more = running.count > namesOfRunning ? " and \(running.count - namesOfRunning) more" : ""
            return running.isEmpty
                ? "It waits for a slot, if that driver is to run it."
                : "It waits for a slot, if that driver is to run it; running now: \(first)\(more)."
        case .waiting where record?.isCleared == false: return "That driver tries it again by itself."
        default: return "Once the driver that runs this ds has ended, \(command)."
        }
    }

    private static let namesOfRunning = 5
}
