import Dataswarm
import PipelineEngine
public import PipelineGraph
public import PipelineRecord

/// Going on with the runs of an earlier process of the same kind, which is gone.
extension Runner {
    /// Finds again what goes on of the runs that another process has let go of, and goes on with them.
    ///
    /// An attempt that is found goes on as if nothing had happened. One that is not was lost, and is tried again. Where the graph
    /// of a run is not kept any more, the run is ended as lost.
    ///
    /// - Parameters:
    ///   - graph: the graph of a hash, where it is kept.
    ///   - listeners: who hears of a run.
    ///   - isThere: whether the process of an owner is still alive: then its runs are its own.
    public func adoptRuns(
        graph: (String) throws -> Graph?, listeners: (RunRecord) -> [any RunListener], isThere: (RunOwner) -> Bool
    ) async throws -> [RunningRun] {
        let left = try await store.runs(RunFilter(states: [.running]))
            .filter { $0.owner.isAdoptable && $0.owner.id != configuration.owner.id && !isThere($0.owner) }
        var running: [RunningRun] = []
        for (_, runs) in Dictionary(grouping: left, by: \.owner.id).sorted(by: { $0.key < $1.key }) {
            running += try await adopt(runs.sorted { $0.id < $1.id }, graph, listeners)
        }
        return running
    }

    /// Adopts the runs of one owner.
    private func adopt(
        _ runs: [RunRecord], _ graph: (String) throws -> Graph?, _ listeners: (RunRecord) -> [any RunListener]
    ) async throws -> [RunningRun] {
        var graphs: [Int64: Graph] = [:]
        var attempts: [Int64: [AttemptRecord]] = [:]
        var found: [AttemptKey: AttemptHandle?] = [:]
        for run in runs {
            guard let own = try graph(run.request.graphHash) else { continue }
            graphs[run.id] = own
            let all = try await store.attempts(run: run.id)
            attempts[run.id] = all
            for each in all where each.state == .running {
                guard let handle = await find(each, own) else { continue }
                found[AttemptKey(each.key, number: each.number)] = handle
            }
        }
        let owner = runs[0].owner
        // Whatever of them is not found was not started, or died with what kept it.
        await launcher.endStrays()
        if !OwnerLock.isHeld(owner: owner.id, in: folder) { await configuration.endLeftovers(owner) }
        _ = try await store.recover(owner: owner.id, keeping: Set(found.keys), at: clock.wallTime)
        var running: [RunningRun] = []
        for run in runs {
            guard let own = graphs[run.id] else {
                try await store.endRun(run.id, state: .lost, at: clock.wallTime)
                continue
            }
            try await store.adopt(run: run.id, by: configuration.owner)
            running.append(try await goOn(run, own, attempts[run.id] ?? [], found, listeners(run)))
        }
        return running
    }

    /// By what an attempt goes on: a probe by nothing but its record; `nil` where it does not.
    private func find(_ record: AttemptRecord, _ graph: Graph) async -> AttemptHandle?? {
        guard let index = graph.index(of: record.key.task) else { return nil }
        // A probe is asked again: what it asked has ended with the process that wanted to know.
        if case .probe = graph.nodes[index].invocation { return .some(nil) }
        let subject = graph.subject(of: index)
        let path = folder.attempt(record.number, of: record.key.task, ds: record.key.ds)
        let attempt = Attempt(
            task: record.key.task, ds: record.key.ds, number: record.number, runKey: "\(subject)@\(record.key.ds)",
            process: nil, folder: path, destination: folder.destination(of: subject, ds: record.key.ds),
            published: folder.published, grace: grace)
        // It may have been started by a process that did not live to write its handle down.
        let known = record.handle.map { AttemptHandle(text: $0) }
        var handle = known
        if handle == nil { handle = await launcher.find(attempt) }
        guard let handle else { return nil }
        return await launcher.adopt(attempt, handle) ? .some(handle) : nil
    }

    /// Plans a run anew from what is on record, and begins where it was.
    private func goOn(
        _ run: RunRecord, _ graph: Graph, _ attempts: [AttemptRecord], _ found: [AttemptKey: AttemptHandle?],
        _ listeners: [any RunListener]
    ) async throws -> RunningRun {
        let planner = try RequestPlanner(run.request, of: graph)
        var done: [String: Set<String>] = [:]
        for each in attempts where each.state == .succeeded { done[each.key.ds, default: []].insert(each.key.task) }
        var dates = Array(planner.range)[...]
        let ds = dates.removeFirst()
        let first = try await plan(planner, ds, for: run.id, done: done[ds.description] ?? [])
        let prepared = PreparedRun(planner: planner, first: first, rest: Array(dates), notices: [])
        let resumed = try await resumedItems(of: run, attempts, found, planner.range)
        return begin(run.id, prepared, listeners, resumed: resumed, done: done)
    }

    private func resumedItems(
        of run: RunRecord, _ attempts: [AttemptRecord], _ found: [AttemptKey: AttemptHandle?], _ range: DatestampRange
    ) async throws(StoreError) -> [ResumedItem] {
        let now = clock.wallTime
        var items: [ResumedItem] = []
        for (key, tries) in Dictionary(grouping: attempts, by: \.key) {
            let failures = tries.count { $0.state == .failed }
            var item = ResumedItem(key: key, history: ItemHistory(attempts: tries.count, failures: failures))
            if let last = tries.last, let handle = found[AttemptKey(key, number: last.number)] {
                item = ResumedItem(
                    key: key,
                    history: ItemHistory(
                        attempts: tries.count, failures: failures,
                        running: (last.number, max(0, now - last.startedAt))),
                    startedAt: last.startedAt, began: last.began, handle: handle)
            }
            items.append(item)
        }
        for ds in Set(attempts.map(\.key.ds)) {
            for resource in try await store.liveResources(ds: ds) where resource.run == run.id {
                let key = TaskKey("\(resource.name).create", ds: ds)
                items.removeAll { $0.key == key && $0.history.running == nil }
                if items.contains(where: { $0.key == key }) { continue }
                var history = ItemHistory(attempts: 1, failures: 0)
                history.isDone = true
                items.append(ResumedItem(key: key, history: history))
            }
        }
        return items
    }
}
