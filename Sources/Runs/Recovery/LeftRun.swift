import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run that an earlier process has left: what is on record of it, and what is found again.
struct LeftRun: Sendable {
    let record: RunRecord
    /// What it was asked for, and what was added to it meanwhile.
    let planners: [RequestPlanner]
    /// Why one is stopped that was asked to stop before it was found again: who had asked said why to another process.
    static let stopReason = "it was asked to stop"
    /// In the order in which they were claimed.
    let attempts: [AttemptRecord]
    /// The resources that it keeps: whoever has recovered their claims leaves them to whoever comes first.
    let live: [LiveResource]
    /// By what those attempts go on that were found again: a probe by nothing but its record.
    var found: [AttemptKey: AttemptHandle?] = [:]
    /// What is on record of the tasks that it has begun.
    var tasks: [TaskKey: TaskRecord] = [:]
    /// What it is still to plan, with what it has done of that.
    private(set) var pending = PendingParts()
    /// What it goes on with.
    var items: [ResumedItem] = []

    /// Reads what is on record.
    init(_ record: RunRecord, _ planners: [RequestPlanner], in store: any RunStore) async throws(StoreError) {
        self.record = record
        self.planners = planners
        attempts = try await store.attempts(run: record.id)
        var live: [LiveResource] = []
        let claimed = Set(try await store.claims(ds: nil).filter { $0.run == record.id }.map(\.key))
        for ds in LeftRun.datestamps(of: planners) {
            let records = try await store.records(ds: ds)
            for (task, record) in records { tasks[TaskKey(task, ds: ds)] = record }
            live += try await store.liveResources(ds: ds).filter {
                $0.run == record.id && claimed.contains($0.creation)
            }
        }
        self.live = live
        var seen: Set<Datestamp> = []
        for planner in planners {
            for ds in planner.datestamps {
                var work = work(ds.description)
                // Whichever is planned first takes up what was begun; what is done is not repeated by any of them.
                if !seen.insert(ds).inserted { (work.begun, work.resources) = ([], []) }
                pending.append(planner, ds, after: work)
            }
        }
    }

    /// The ds that they are about, each once.
    private static func datestamps(of planners: [RequestPlanner]) -> [String] {
        var seen: Set<Datestamp> = []
        return planners.flatMap { $0.datestamps.filter { seen.insert($0).inserted } }.map(\.description)
    }

    /// What comes first of what is still to plan.
    mutating func popFirst() -> PendingParts.Part? { pending.popFirst() }

    private func work(_ ds: String) -> EarlierWork {
        var work = EarlierWork()
        work.resources = Set(live.filter { $0.ds == ds }.map(\.name))
        for each in attempts where each.key.ds == ds {
            work.begun.insert(each.key.task)
            if each.state == .succeeded { work.done.insert(each.key.task) }
        }
        // What needs no process is done without an attempt.
        for graph in planners.map(\.graph) {
            for index in graph.taskIndices where graph.nodes[index].invocation.isNothing {
                let name = graph.nodes[index].fullName
                if let task = tasks[TaskKey(name, ds: ds)], task.changedAt >= record.startedAt {
                    work.done.insert(name)
                }
            }
        }
        return work
    }

    /// The graph that knows a task; that of the run itself comes first.
    func graph(of task: String) -> Graph? { planners.map(\.graph).first { $0.index(of: task) != nil } }

    // MARK: What goes on

    /// Takes note of what has become of each item that it has begun.
    ///
    /// - Parameter now: in milliseconds since 1970.
    mutating func resume(at now: Int64) {
        items = Dictionary(grouping: attempts.filter(counts), by: \.key).map { item($0, $1, at: now) }
            .sorted { $0.key < $1.key }
        leaveUsers()
    }

    /// Leaves to the next run what uses a resource that this one has begun to destroy: nothing of that is begun any more, though
    /// why not, for it may have been stopped, is not on record.
    private mutating func leaveUsers() {
        for resource in live {
            guard let graph = graph(of: resource.creation.task),
                let creation = graph.index(of: resource.creation.task), isBeingDestroyed(resource.name, resource.ds)
            else { continue }
            for user in graph.taskIndices where graph.uses(of: user).contains(creation) {
                let key = TaskKey(graph.nodes[user].fullName, ds: resource.ds)
                let place = items.firstIndex { $0.key == key }
                var item =
                    place.map { items[$0] } ?? ResumedItem(key: key, history: ItemHistory(attempts: 0, failures: 0))
                if item.history.running != nil || item.history.settled != nil { continue }
                // Where another run has written over its success, it would be done once more.
                if work(resource.ds).done.contains(key.task), tasks[key]?.state == .succeeded { continue }
                item.history.settled = .cancelled
                item.history.waiting = nil
                item.reason = "\(resource.name) is being destroyed"
                if let place { items[place] = item } else { items.append(item) }
            }
        }
    }

    /// Whether an attempt says anything about what is left to do. Those at the steps of a resource that is destroyed do not: if
    /// it is needed once more, that is a new one, and its old creation must not have it destroyed where it is another run's.
    private func counts(_ attempt: AttemptRecord) -> Bool {
        guard let graph = graph(of: attempt.key.task), let node = graph.index(of: attempt.key.task),
            graph.nodes[node].step != nil
        else { return true }
        if attempt.state == .running { return true }
        return live.contains { $0.name == graph.subject(of: node) && $0.ds == attempt.key.ds }
    }

    /// Whether an attempt has created a resource that the run has begun to destroy since.
    private func isBeingDestroyed(_ creation: AttemptRecord) -> Bool {
        guard let graph = graph(of: creation.key.task), let node = graph.index(of: creation.key.task),
            graph.nodes[node].step?.kind == .create
        else { return false }
        return isBeingDestroyed(graph.subject(of: node), creation.key.ds)
    }

    private func isBeingDestroyed(_ resource: String, _ ds: String) -> Bool {
        let destruction = TaskKey("\(resource).destroy", ds: ds)
        let last = attempts.last { $0.key == TaskKey("\(resource).create", ds: ds) || $0.key == destruction }
        return last?.key == destruction
    }

    private func keepsWhatIsUsed(by key: TaskKey) -> Bool {
        guard let graph = graph(of: key.task), let node = graph.index(of: key.task) else { return false }
        return graph.uses(of: node).allSatisfy { creation in
            live.contains { $0.creation == TaskKey(graph.nodes[creation].fullName, ds: key.ds) }
        }
    }

    private func item(_ key: TaskKey, _ tries: [AttemptRecord], at now: Int64) -> ResumedItem {
        let failures = tries.count { $0.state == .failed }
        var item = ResumedItem(key: key, history: ItemHistory(attempts: tries.count, failures: failures))
        guard let last = tries.last else { return item }
        (item.number, item.startedAt, item.began) = (last.number, last.startedAt, last.began)
        if let handle = found[AttemptKey(key, number: last.number)] {
            item.history.running = (last.number, max(0, now - last.startedAt))
            item.handle = handle
            return item
        }
        guard let task = tasks[key], task.attempts == last.number else { return item }
        item.reason = task.reason
        if isBeingDestroyed(last) {
            // Whatever has become of its creation, it is not gone on with.
            item.history.settled = task.state.isFinal ? task.state : .cancelled
            return item
        }
        switch (last.state, task.state) {
        case (.succeeded, _):
            // It has created what is there; what else is done, the plan knows.
            let isThere = live.contains { "\($0.name).create" == key.task && $0.ds == key.ds }
            if isThere { item.history.settled = .succeeded }
        // Where what it uses was taken from the run, it begins by its rule, which has that created anew.
        case (.failed, .waiting) where keepsWhatIsUsed(by: key):
            item.history.waiting = max(0, now - (last.endedAt ?? now))
        case (_, .failed), (_, .cancelled), (_, .skipped): item.history.settled = task.state
        default: break
        }
        return item
    }
}

extension Invocation {
    /// Whether there is nothing to be executed.
    fileprivate var isNothing: Bool { if case .nothing = self { true } else { false } }
}
