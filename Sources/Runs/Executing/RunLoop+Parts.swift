import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run takes up one ds after the other, and whatever is added to it while it runs.
///
/// Pipelines do not wait for each other: the next ds is taken up as soon as one of them has room for it, and what has come to
/// an end is let go of. So a run is no larger than what is under way, and what the slowest of its pipelines keeps.
extension RunLoop {
    /// How many tasks are kept before the next ds waits for an earlier one to end: of a range of which one pipeline is slow, the
    /// others run ahead so far.
    private static let keptLimit = 20_000

    /// Whether the next ds is to be taken up now.
    mutating func isReadyForMore() -> Bool {
        if engine.isFinished { return true }
        guard engine.endedTurns != turnsLookedAt, let next = pending.first, stopReason == nil, engine.stopReason == nil
        else { return false }
        let planner = next.planner
        let hasSpace = engine.plan.items.count < RunLoop.keptLimit || parts.count { !$0.isOver } < planner.parallel
        let hasRoom = planner.pipelines(for: next.ds).contains { engine.turns(of: $0.name) < $0.limit }
        if hasSpace && hasRoom { return true }
        turnsLookedAt = engine.endedTurns
        return false
    }

    /// Plans and takes up what comes next.
    ///
    /// - Parameter isUnderWay: whether something of it is under way, so that it is taken up though the run is stopped.
    /// - Returns: what to do, or `nil` where nothing is left to be taken up.
    mutating func nextPart(isUnderWay: Bool = false) async throws(RunFailure) -> [Effect]? {
        while isUnderWay || engine.stopReason == nil && stopReason == nil, let next = pending.popFirst() {
            let (planner, ds) = (next.planner, next.ds)
            let part: PlannedPart
            // Only what stands on other datestamps asks what goes on there.
            let open = planner.graph.windows.isEmpty ? [:] : engine.openTasks
            do {
                part = try await runner.plan(
                    planner, ds, for: run, after: next.earlier, underWay: underWay(open))
            } catch let error as StoreError {
                throw ledger.failure(error, in: engine.plan)
            } catch {
                unplanned.append(ds.description)
                tell(.planFailed(ds: ds.description, problems: RequestPlanner.problems(of: error)))
                continue
            }
            if part.plan.items.isEmpty, let words = planner.wordsForNothing(ds) {
                tell(.nothingToDo(ds: ds.description, words: words))
                continue
            }
            let now = runner.clock.steadyTime
            let (places, effects) = engine.extend(
                with: part.plan, at: now, turns: planner.turns(for: ds), after: { [resumed] in resumed[$0]?.history },
                place: { open[$0] })
            ledger.extend(with: engine.plan, places)
            parts.append(RunPart(planner, part, places, at: now))
            tell(problemsOf: part)
            tell(planned: part)
            takeUp(places)
            return effects
        }
        return nil
    }

    /// What the run is about and not done with, full names by ds.
    private func underWay(_ open: [TaskKey: Int]) -> [Datestamp: Set<String>] {
        var found: [Datestamp: Set<String>] = [:]
        for key in open.keys {
            if let ds = try? Datestamp(key.ds) { found[ds, default: []].insert(key.task) }
        }
        return found
    }

    /// Puts on record that the run is to do more, where others could adopt it, and takes up the first of that: it does not wait
    /// for what is under way.
    ///
    /// - Returns: what to do, if anything.
    mutating func extend(
        by planner: RequestPlanner, _ answer: CheckedContinuation<Bool, Never>
    ) async throws(RunFailure) -> [Effect]? {
        if runner.keepsHandles {
            do throws(StoreError) { _ = try await runner.store.extend(run: run, by: planner.request) } catch {
                answer.resume(returning: false)
                throw ledger.failure(error, in: engine.plan)
            }
        }
        answer.resume(returning: true)
        pending.putFirst(planner)
        return try await nextPart()
    }

    /// Puts on record that the run was asked to stop, where others could adopt it: they would go on with it.
    func noteStop(isRepeated: Bool) async throws(RunFailure) {
        guard runner.keepsHandles else { return }
        let request = isRepeated ? CancelRequest.kill : .end
        runner.isTold(request, run)
        _ = try await kept { () async throws(StoreError) in try await runner.store.requestCancel(run: run, request) }
    }

    /// Takes up at once whatever ds an earlier process has left something under way in: it holds slots until it is heard of.
    mutating func partsUnderWay() async throws(RunFailure) -> [Effect] {
        var effects: [Effect] = []
        while pending.bringForward(Set(resumed.values.filter { $0.history.running != nil }.map(\.key.ds))) {
            guard let more = try await nextPart(isUnderWay: true) else { break }
            effects += more
        }
        return effects
    }

    /// Tells of each part that has come to its end, and lets go of what nobody asks for any more.
    mutating func endParts() {
        for index in engine.takeEndedParts() {
            parts[index].isOver = true
            guard parts[index].isTold else { continue }
            var summary = ledger.summary(of: parts[index].places, in: engine.plan)
            summary.run = run
            summary.ds = parts[index].ds.description
            if !parts[index].isWhole { summary.unplanned = [summary.ds] }
            summary.elapsed = runner.clock.steadyTime - parts[index].beganAt
            summary.stopReason = stopReason ?? engine.stopReason
            tell(.datestampEnded(summary))
        }
        // What another run waits for in a circle may be a resource that could not be destroyed.
        let ended = engine.partsToForget { parts[$0].isOver && !ledger.hasLiveResource(parts[$0].ds) }
        guard let ended else { return }
        ledger.forget(before: ended.place, in: engine.plan)
        engine.forget(parts: ended.count, before: ended.place)
        parts = parts.dropFirst(ended.count)
    }

    /// Tells of pipelines that are kept out of a part, which so is not done at the end.
    mutating func tell(problemsOf part: PlannedPart) {
        if part.problems.isEmpty { return }
        unplanned.append(part.ds.description)
        tell(.planFailed(ds: part.ds.description, problems: part.problems))
    }

    func tell(planned part: PlannedPart) {
        var looks: [TaskKey: RenderedProbe] = [:]
        for item in part.plan.items where item.runs {
            if case .probe(let probe) = item.invocation { looks[item.key] = probe }
        }
        tell(
            .planned(
                PlannedDatestamp(
                    run: run, ds: part.ds.description, profile: request.profile?.name,
                    runCount: part.plan.runCount, stepCount: part.plan.stepCount, skipCount: part.plan.skipCount,
                    looks: looks, notices: part.notices, time: runner.clock.wallTime)))
    }

    /// Puts the end of the run on record.
    mutating func end() async throws(RunFailure) -> RunSummary {
        var summary = ledger.summary(in: engine.plan)
        summary.run = run
        summary.ds = request.ds
        summary.unplanned = unplanned
        summary.notBegun = pending.datestamps.map(\.description)
        summary.elapsed = runner.clock.steadyTime - beganAt
        summary.stopReason = stopReason ?? engine.stopReason
        let state = summary.state
        try await kept { () async throws(StoreError) in
            try await runner.store.endRun(run, state: state, at: runner.clock.wallTime)
        }
        runner.watch.somethingChanged()
        tell(.ended(summary))
        return summary
    }
}
