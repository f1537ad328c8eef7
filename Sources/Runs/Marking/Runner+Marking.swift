import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// What has come of marking tasks for a ds.
public struct MarkedDatestamp: Sendable {
    public let ds: String
    /// The tasks that are marked, by their full names.
    public internal(set) var tasks: [String] = []
    /// The claims of other runs, which kept tasks from it.
    public internal(set) var claims: [Claim] = []
}

extension Runner {
    /// Puts on record that tasks ended in some way, on somebody's word. It is a run of its own, which executes nothing.
    ///
    /// Of a success, what the task would execute now stands on record, so that the next run passes it over.
    ///
    /// - Parameters:
    ///   - request: which tasks, of which ds, who says so and why.
    ///   - told: is called for each ds, once that is on record.
    /// - Returns: the number of the run.
    /// - Throws: ``PlanError``, ``SelectorError`` or ``StoreError``.
    public func mark(
        _ request: RunRequest, as mark: HandMark, of graph: Graph, commandLine: String,
        told: (MarkedDatestamp) -> Void
    ) async throws -> Int64 {
        var request = request
        // What is done, held or waits for others is marked all the same.
        (request.force, request.upstream, request.trigger) = (true, UpstreamMode.assume.rawValue, .mark)
        let planner = try RequestPlanner(request, of: graph)
        _ = try await watch.recovery.recoverAll(at: clock.wallTime)
        var first: PlannedPart? = try await plan(planner, planner.datestamps[0], for: nil)
        let run = try await store.beginRun(
            NewRun(request, owner: configuration.owner, commandLine: commandLine, startedAt: clock.wallTime))
        let reason = HandMark.reason(by: request.requestedBy, because: request.reason)
        do {
            for ds in planner.datestamps {
                let part: PlannedPart
                if let first { part = first } else { part = try await plan(planner, ds, for: run) }
                first = nil
                // What comes along at other datestamps, and resources, are not meant.
                let items = part.plan.items.filter { !$0.isGroup && $0.resource == nil && $0.ds == ds }
                told(try await self.mark(items, for: ds, as: mark, reason, run: run))
            }
        } catch {
            try await store.endRun(run, state: .failed, at: clock.wallTime)
            throw error
        }
        try await store.endRun(run, state: .succeeded, at: clock.wallTime)
        return run
    }

    private func mark(
        _ items: [PlanItem], for ds: Datestamp, as mark: HandMark, _ reason: String, run: Int64
    ) async throws(StoreError) -> MarkedDatestamp {
        var marked = MarkedDatestamp(ds: ds.description)
        var pending = items.map { ($0.key, InvocationRecord.text(of: $0.invocation), $0.seen) }
        while !pending.isEmpty {
            let requests = pending.map { Transition.claim(ClaimRequest($0, invocation: $1, seen: $2)) }
            let answers = try await store.commit(requests, run: run, at: clock.wallTime).claims
            var (again, ends, successes): ([(TaskKey, String, Int64?)], [Transition], [TaskKey]) = ([], [], [])
            for ((key, invocation, _), answer) in zip(pending, answers) {
                switch answer {
                case .granted(let number, _):
                    ends.append(
                        .attemptEnded(key, number: number, AttemptOutcome(state: mark.state, reason: reason), nil))
                    switch mark {
                    case .succeeded:
                        ends.append(.taskSucceeded(key, invocation: invocation, began: nil))
                        successes.append(key)
                    case .failed: ends.append(.taskChanged(key, .failed, reason: reason, seen: nil))
                    }
                    marked.tasks.append(key.task)
                case .held(let claim):
                    ends.append(.waitEnded(key))
                    marked.claims.append(claim)
                case .changed(let record): again.append((key, invocation, record.successOrder))
                // No slots were asked for.
                case .full: ends.append(.waitEnded(key))
                }
            }
            let places = try await store.commit(ends, run: run, at: clock.wallTime).places
            // Why, beside the success; where another has done it since then, that stands.
            let reasons = zip(successes, places).map {
                Transition.taskChanged($0, .succeeded, reason: reason, seen: $1)
            }
            if !reasons.isEmpty { _ = try await store.commit(reasons, run: run, at: clock.wallTime) }
            pending = again
        }
        watch.somethingChanged()
        return marked
    }
}
