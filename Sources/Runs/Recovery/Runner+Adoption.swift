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
        let owner = runs[0].owner
        let isKept = OwnerLock.isHeld(owner: owner.id, in: folder)
        let lock = try await lockAgainstRecovery(of: owner)
        defer { if !isKept { lock.removeFile() } }
        var graphs: [Int64: Graph] = [:]
        var attempts: [Int64: [AttemptRecord]] = [:]
        var found: [AttemptKey: AttemptHandle?] = [:]
        for run in runs {
            guard let own = try graph(run.request.graphHash) else { continue }
            graphs[run.id] = own
            let all = try await store.attempts(run: run.id)
            attempts[run.id] = all
            // What was added to the run while it went on is not on record: nobody would wait for that.
            let range = Set(try RequestPlanner(run.request, of: own).range.map(\.description))
            for each in all where each.state == .running && range.contains(each.key.ds) {
                guard let handle = await find(each, own) else { continue }
                found[AttemptKey(each.key, number: each.number)] = handle
            }
        }
        // Whatever of them is not found was not started, or died with what kept it.
        await launcher.endStrays()
        if !isKept { await configuration.endLeftovers(owner) }
        let claims = try await claimsOnResources(of: graphs, attempts)
        let keeping = Set(found.keys).union(claims.values.joined().map(\.attempt))
        _ = try await store.recover(owner: owner.id, keeping: keeping, at: clock.wallTime)
        // All of them, before the first goes on: it would take the others for dead, and destroy what they use.
        for run in runs {
            if graphs[run.id] == nil {
                try await store.endRun(run.id, state: .lost, at: clock.wallTime)
            } else {
                try await store.adopt(run: run.id, by: configuration.owner)
            }
        }
        var running: [RunningRun] = []
        for run in runs {
            guard let own = graphs[run.id] else { continue }
            let done = (claims[run.id] ?? []).filter(\.isDone).map(\.attempt.key)
            running.append(try await goOn(run, own, attempts[run.id] ?? [], found, done, listeners(run)))
        }
        return running
    }

    /// Keeps others from recovering an owner of which the runs are about to be adopted.
    private func lockAgainstRecovery(of owner: RunOwner) async throws -> OwnerLock {
        while true {
            do throws(OwnerLock.Refusal) { return try OwnerLock(owner: owner.id, in: folder) } catch {
                // Another recovers it right now. What it has left is found on record afterwards.
                guard case .held = error else { throw error }
                await clock.sleep(until: clock.steadyTime + 10)
            }
        }
    }

    /// A claim on the creation of a resource that is to be destroyed yet.
    private struct ResourceClaim {
        var attempt: AttemptKey
        /// Whether it has been created.
        var isDone: Bool
    }

    /// What runs have created, or tried to, and still have the claim on.
    private func claimsOnResources(
        of graphs: [Int64: Graph], _ attempts: [Int64: [AttemptRecord]]
    ) async throws(StoreError) -> [Int64: [ResourceClaim]] {
        var found: [Int64: [ResourceClaim]] = [:]
        for ds in Set(attempts.values.joined().map(\.key.ds)).sorted() {
            let live = try await store.liveResources(ds: ds).filter { graphs[$0.run] != nil }
            if live.isEmpty { continue }
            let claims = try await store.claims(ds: ds)
            for resource in live {
                let key = TaskKey("\(resource.name).create", ds: ds)
                guard let claim = claims.first(where: { $0.key == key && $0.run == resource.run }),
                    let record = try await store.record(key), record.state != .running
                else { continue }
                found[resource.run, default: []].append(
                    ResourceClaim(
                        attempt: AttemptKey(key, number: claim.number), isDone: record.state == .succeeded))
            }
        }
        return found
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
        _ created: [TaskKey], _ listeners: [any RunListener]
    ) async throws -> RunningRun {
        let planner = try RequestPlanner(run.request, of: graph)
        var done: [String: Set<String>] = [:]
        for each in attempts where each.state == .succeeded { done[each.key.ds, default: []].insert(each.key.task) }
        var dates = Array(planner.range)[...]
        let ds = dates.removeFirst()
        let first = try await plan(planner, ds, for: run.id, done: done[ds.description] ?? [])
        let prepared = PreparedRun(planner: planner, first: first, rest: Array(dates), notices: [])
        let resumed = try await resumedItems(attempts, found, created)
        return begin(run.id, prepared, listeners, resumed: resumed, done: done)
    }

    private func resumedItems(
        _ attempts: [AttemptRecord], _ found: [AttemptKey: AttemptHandle?], _ created: [TaskKey]
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
            if let last = tries.last, last.state == .failed, let record = try await store.record(key),
                record.state == .failed, record.attempts == last.number
            {
                item.history.hasFailed = true
                (item.startedAt, item.reason) = (last.startedAt, record.reason)
            }
            items.append(item)
        }
        for key in created {
            items.removeAll { $0.key == key }
            var history = ItemHistory(attempts: 1, failures: 0)
            history.isDone = true
            items.append(ResumedItem(key: key, history: history))
        }
        return items
    }
}
