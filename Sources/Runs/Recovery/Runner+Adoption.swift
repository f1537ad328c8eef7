import Dataswarm
import PipelineEngine
import PipelineGraph
public import PipelineRecord

/// Going on with the runs of an earlier process of the same kind, which is gone.
extension Runner {
    /// Finds again what goes on of the runs that processes have left which had the same name on record, and goes on with them.
    /// To be called once, before anything is started here. Killed in the middle, it is to be done again by the next.
    ///
    /// An attempt that is found goes on as if nothing had happened. One that is not was lost, and is tried again. Where a run
    /// cannot be gone on with, because its graph is not kept any more for one, its attempts are ended, and it is lost.
    ///
    /// - Parameter listeners: who hears of a run.
    public func adoptRuns(listeners: (RunRecord) -> [any RunListener]) async throws(StoreError) -> AdoptedRuns {
        var adopted = AdoptedRuns()
        var left: [(run: LeftRun, prepared: PreparedRun)] = []
        for record in try await store.runs(RunFilter(states: [.running])).sorted(by: { $0.id < $1.id })
        where record.owner.id == configuration.owner.id && record.owner != configuration.owner {
            do {
                left.append(try await prepare(record))
            } catch let error as StoreError {
                throw error
            } catch {
                adopted.abandoned += RequestPlanner.problems(of: error).map { (record.id, $0.description) }
            }
        }
        // All are found before anything is ended: what one process has left may be kept by what another has started.
        for index in left.indices { await find(&left[index].run) }
        await launcher.endStrays()
        adopted.lost = try await store.recover(
            owner: configuration.owner.id, keeping: try await kept(by: left.map(\.run)), at: clock.wallTime)
        for run in Set(adopted.abandoned.map(\.run)).sorted() {
            try await store.endRun(run, state: .lost, at: clock.wallTime)
        }
        for (run, prepared) in left {
            try await store.adopt(run: run.record.id, by: configuration.owner)
            var run = run
            run.resume(at: clock.wallTime)
            adopted.running.append(begin(run.record.id, prepared, listeners(run.record), resuming: run))
        }
        return adopted
    }

    /// Plans what a run has left to do. Nothing is touched yet.
    private func prepare(_ record: RunRecord) async throws -> (run: LeftRun, prepared: PreparedRun) {
        let planners = try planners(of: record)
        var run = try await LeftRun(record, planners, in: store)
        guard let next = run.popFirst() else { throw PlanError(.datestamp, "--ds: the range is empty.") }
        let first = try await plan(next.planner, next.ds, for: record.id, after: next.earlier)
        return (run, PreparedRun(planner: next.planner, first: first, rest: [], notices: []))
    }

    /// What reads the request of a run, and each that was added to it.
    private func planners(of record: RunRecord) throws -> [RequestPlanner] {
        let archive = GraphArchive(folder)
        var planners: [RequestPlanner] = []
        for request in [record.request] + record.request.additions {
            guard let graph = try archive.graph(request.graphHash) else {
                throw PlanError(
                    .request,
                    "run \(record.id) cannot go on: its graph \(request.graphHash.printable) is not kept in '\(folder.graphs.printable)' any more. Ask for the run again."
                )
            }
            planners.append(try RequestPlanner(request, of: graph))
        }
        return planners
    }

    // MARK: Finding

    private func find(_ run: inout LeftRun) async {
        for record in run.attempts where record.state == .running {
            guard let graph = run.graph(of: record.key.task), let handle = await find(record, graph) else { continue }
            run.found[AttemptKey(record.key, number: record.number)] = handle
        }
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

    /// The claims that are not given up: those of attempts that go on, and those that a run has beyond its attempts, because it
    /// is to try again, or has created a resource that is there.
    private func kept(by runs: [LeftRun]) async throws(StoreError) -> Set<AttemptKey> {
        var kept: Set<AttemptKey> = []
        let byNumber = Dictionary(runs.map { ($0.record.id, $0) }, uniquingKeysWith: { first, _ in first })
        for claim in try await store.claims(ds: nil) where claim.owner.id == configuration.owner.id {
            let key = AttemptKey(claim.key, number: claim.number)
            if let run = byNumber[claim.run] {
                let isRunning = run.attempts.contains {
                    $0.state == .running && $0.key == claim.key && $0.number == claim.number
                }
                if isRunning && run.found[key] == nil { continue }
            } else if claim.owner != configuration.owner {
                continue
            }
            kept.insert(key)
        }
        return kept
    }
}
