public import Dataswarm
public import PipelineRecord

/// Why a task is where it is for a ds: what is on record, and what stands in its way.
///
/// It reads the same state by the same rules as the planner, so that it cannot tell another story than a run does.
public struct Why: Sendable {
    /// The lines to show, the answer first.
    public let lines: [String]

    /// What is on record for the ds, and what goes on.
    public struct Situation: Sendable {
        public var records: [String: TaskRecord]
        /// What has failed on several ds in a row.
        public var streaks: [String: Streak]
        /// The resources that are on record as live for the ds.
        public var live: [LiveResource]
        /// The claims of runs that go on, by task.
        public var claims: [String: Claim]
        /// Who waits for tasks of the ds.
        public var waits: [Wait]
        /// The runs that go on about the ds.
        public var runs: [Int64]

        public init(
            records: [String: TaskRecord], streaks: [String: Streak] = [:], live: [LiveResource] = [],
            claims: [String: Claim] = [:], waits: [Wait] = [], runs: [Int64] = []
        ) {
            self.records = records
            self.streaks = streaks
            self.live = live
            self.claims = claims
            self.waits = waits
            self.runs = runs
        }
    }

    /// - Parameters:
    ///   - index: the task.
    ///   - ds: what it is about.
    ///   - plan: a plan for the task alone.
    ///   - stale: why it is stale although it would not run alone: what it stands on is; see ``Staleness``.
    ///   - time: spells a moment.
    public init(
        _ index: Int, in graph: Graph, ds: Datestamp, plan: Plan, _ situation: Situation, stale: String? = nil,
        time: @escaping (Int64) -> String
    ) {
        let (records, live) = (situation.records, situation.live)
        let claim = situation.claims[graph.nodes[index].fullName]
        let node = graph.nodes[index]
        let record = records[node.fullName]
        var lines = ["\(node.fullName) for \(ds): \(Why.headline(record, claim, situation, time))"]
        var isHeld = false
        if let item = plan.items.first(where: { $0.node == index && $0.ds == ds }) {
            switch item.decision {
            case .skipAgain where record?.skippingExit != nil:
                lines.append("  It would be passed over again: nothing that it stands on has changed.")
            case .skipAgain:
                lines.append("  It would be passed over again: nothing that it waits for runs.")
            case .hold(let hold):
                isHeld = true
                lines.append("  It would be held: \(hold).")
            case .skip where stale != nil:
                lines.append(
                    "  It is stale: \(stale ?? ""); 'driver --ds \(ds) --only +\(node.fullName)' makes it anew."
                )
            case .skip:
                lines.append("  It would be passed over: it is done, and nothing that it stands on has changed.")
            case .run(let reason):
                if record?.state == .succeeded || record?.skippingExit != nil {
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
            graph: graph, ds: ds.description, records: records, streaks: situation.streaks, claims: situation.claims,
            time: time
        ).lines(of: index)
        lines += Why.waits(for: node.fullName, claim, situation.waits, time)
        lines += Why.resources(of: index, in: graph, records: records, live: live, situation.runs, time)
        let isOpen = record.map { $0.state != .succeeded && $0.state != .running } ?? true
        if isOpen, !blockers.isEmpty {
            lines.append("  It waits for:")
            lines += blockers.map { "    \($0)" }
        } else if isOpen, !isHeld {
            lines.append("  \(Why.wayOut(node.fullName, ds.description, record, claim, situation))")
        }
        let elsewhere = graph.waitsElsewhere(of: index)
        if isOpen, !elsewhere.isEmpty, !isHeld {
            let names = elsewhere.prefix(Why.namesElsewhere).joined(separator: ", ")
            let more = elsewhere.count > Why.namesElsewhere ? " and \(elsewhere.count - Why.namesElsewhere) more" : ""
            lines.append("  It waits for \(names)\(more), too.")
        }
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

    private static func headline(
        _ record: TaskRecord?, _ claim: Claim?, _ situation: Situation, _ time: (Int64) -> String
    ) -> String {
        guard let record else {
            return situation.runs.isEmpty ? "not run yet" : "not begun; \(words(for: situation.runs)) about this ds"
        }
        let since = time(record.changedAt)
        let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
        switch record.state {
        case .succeeded: return "succeeded at \(since)\(reason)"
        case .running:
            return claim.map { "running since \(since), attempt \(record.attempts), in run \($0.run)" }
                ?? "lost: it was running at \(since) when its driver ended; the next run starts it again"
        case .failed:
            return "failed at \(since), after \(record.attempts) attempt\(record.attempts == 1 ? "" : "s")\(reason)"
        case .upstreamFailed: return "not started at \(since)\(reason)"
        case .waiting where record.isCleared: return "cleared at \(since)"
        case .waiting: return "waiting since \(since)\(reason)"
        default: return "\(record.state.rawValue) at \(since)\(reason)"
        }
    }

    /// `run 212 goes on`, `runs 212 and 213 go on`.
    private static func words(for runs: [Int64]) -> String {
        let numbers = runs.map(String.init)
        return runs.count == 1 ? "run \(numbers[0]) goes on" : "runs \(numbers.joined(separator: " and ")) go on"
    }

    /// Which runs wait for the task, and for what.
    private static func waits(
        for task: String, _ claim: Claim?, _ waits: [Wait], _ time: (Int64) -> String
    ) -> [String] {
        waits.filter { $0.key.task == task }.map { wait in
            let since = time(wait.since)
            if let pool = wait.pool {
                return "  Run \(wait.run) waits for a slot of the pool \(pool) for it, since \(since)."
            }
            let holder = claim.map { "run \($0.run), which has claimed it since \(time($0.since))" } ?? "its claim"
            return "  Run \(wait.run) waits for \(holder), since \(since)."
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
        of index: Int, in graph: Graph, records: [String: TaskRecord], live: [LiveResource], _ runs: [Int64],
        _ time: (Int64) -> String
    ) -> [String] {
        graph.uses(of: index).map { creation in
            let name = graph.subject(of: creation)
            let left = live.first { $0.name == name }
            if let left, runs.contains(left.run) {
                return "  It uses \(name), which is live since \(time(left.since))."
            }
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
        _ name: String, _ ds: String, _ record: TaskRecord?, _ claim: Claim?, _ situation: Situation
    ) -> String {
        let isOver = record?.skippingExit != nil
        let command =
            "'driver --ds \(ds) --only \(name)\(isOver ? " --force" : "")' runs it\(isOver ? " all the same" : "")"
        if let claim, record?.state == .waiting { return "Run \(claim.run) tries it again by itself." }
        guard !situation.runs.isEmpty else { return "Nothing stands in its way: \(command)." }
        switch record?.state {
        case nil, .ready:
            let running = situation.records.values.filter { situation.claims[$0.task] != nil && $0.state == .running }
                .map(\.task).sorted()
            let first = running.prefix(namesOfRunning).joined(separator: ", ")
            let more = running.count > namesOfRunning ? " and \(running.count - namesOfRunning) more" : ""
            let sentence =
                "It waits for a slot, if \(situation.runs.count == 1 ? "that run is" : "one of those runs is") to run it"
            return running.isEmpty ? "\(sentence)." : "\(sentence); running now: \(first)\(more)."
        default: return "Nothing stands in its way: \(command)."
        }
    }

    private static let namesOfRunning = 5
    /// How many names of what is waited for at other datestamps are shown.
    private static let namesElsewhere = 3
}
