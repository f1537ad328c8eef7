public import PipelineRecord

extension MemoryRecord {
    public mutating func commit(
        _ transitions: [Transition], run: Int64, at ms: Int64
    ) throws(StoreError) -> CommitResult {
        // A copy is dear to a simulation; the case in which it is needed is rare.
        if mayThrow(transitions, run: run) {
            var copy = self
            let result = try copy.apply(transitions, run: run, at: ms)
            self = copy
            return result
        }
        return try apply(transitions, run: run, at: ms)
    }

    private mutating func apply(
        _ transitions: [Transition], run: Int64, at ms: Int64
    ) throws(StoreError) -> CommitResult {
        var result = CommitResult()
        var isChanged = transitions.contains { if case .claim = $0 { false } else { true } }
        for transition in transitions {
            switch transition {
            case .claim(let request):
                try requireKnown(run)
                let before = lines
                let answer = try answer(request, run: run, at: ms)
                // To be told once more that one has to wait changes nothing.
                if case .granted = answer { isChanged = true } else if lines != before { isChanged = true }
                result.claims.append(answer)
            case .attemptStarted(let key, let number, let handle):
                try requireRunning(number, of: key, run: run)
                updateAttempt(number, of: key) { $0.handle = handle }
            case .attemptEnded(let key, let number, let outcome, let measures):
                try requireRunning(number, of: key, run: run)
                updateAttempt(number, of: key) { $0.end(outcome, measures, at: ms) }
                countLoss(of: key, isLoss: outcome.state == .lost)
                giveSlotsBack(of: key, run: run)
            case .slotsGivenBack(let key): giveSlotsBack(of: key, run: run)
            case .waitEnded(let key): leaveLines(for: key, run: run)
            case .taskChanged(let key, let state, let reason, let seen):
                if claims[key]?.run == run || claims[key] == nil && tasks[key]?.successOrder == seen {
                    change(key, to: state, reason: reason, at: ms)
                    if state == .failed { countFailure(of: key) }
                }
                if state.isFinal { settle(key, run: run) }
            case .taskSkipped(let key, let reason, let invocation, let began):
                if claims[key]?.run == run {
                    change(key, to: .skipped, reason: reason, at: ms)
                    tasks[key]?.invocation = invocation
                    tasks[key]?.beganOrder = began ?? successes
                }
                settle(key, run: run)
            case .taskSucceeded(let key, let invocation, let began):
                result.places.append(succeed(key, invocation, began: began, at: ms))
                settle(key, run: run)
            case .nothingSucceeded(let key, let invocation, let seen):
                guard tasks[key]?.successOrder == seen else {
                    leaveLines(for: key, run: run)
                    result.places.append(nil)
                    continue
                }
                result.places.append(succeed(key, invocation, began: nil, at: ms))
                settle(key, run: run)
            case .claimKept(let key):
                guard claims[key] == nil, let record = tasks[key] else { continue }
                claims[key] = HeldClaim(run: run, number: record.attempts, since: ms)
            case .claimGivenUp(let key): if claims[key]?.run == run { claims[key] = nil }
            case .resourceBegan(let resource, let ds):
                guard !resources.contains(where: { $0.name == resource && $0.ds == ds }) else { continue }
                resources.append(LiveResource(name: resource, ds: ds, run: run, since: ms))
            case .resourceEnded(let resource, let ds): resources.removeAll { $0.name == resource && $0.ds == ds }
            }
        }
        if isChanged { changes += 1 }
        return result
    }

    // MARK: Parts of transitions

    mutating func change(_ key: TaskKey, to state: TaskState, reason: String = "", at ms: Int64) {
        var record = tasks[key] ?? TaskRecord(task: key.task, ds: key.ds, state: state)
        record.state = state
        record.reason = reason
        record.changedAt = ms
        tasks[key] = record
    }

    /// - Returns: its place.
    private mutating func succeed(_ key: TaskKey, _ invocation: String, began: Int64?, at ms: Int64) -> Int64 {
        let began = began ?? successes
        successes += 1
        change(key, to: .succeeded, at: ms)
        tasks[key]?.invocation = invocation
        tasks[key]?.successOrder = successes
        tasks[key]?.beganOrder = began
        streaksByTask[key.task] = nil
        return successes
    }

    private mutating func countLoss(of key: TaskKey, isLoss: Bool) {
        let before = tasks[key]?.lostInARow ?? 0
        tasks[key]?.lostInARow = isLoss ? before + 1 : 0
    }

    private mutating func countFailure(of key: TaskKey) {
        let streak = streaksByTask[key.task]
        guard streak?.ds != key.ds else { return }
        streaksByTask[key.task] = Streak(failures: (streak?.failures ?? 0) + 1, ds: key.ds)
    }

    /// The run has nothing more to do for the key.
    private mutating func settle(_ key: TaskKey, run: Int64) {
        if claims[key]?.run == run { claims[key] = nil }
        leaveLines(for: key, run: run)
    }

    private mutating func giveSlotsBack(of key: TaskKey, run: Int64) {
        if claims[key]?.run == run { claims[key]?.slots = [] }
    }

    private mutating func updateAttempt(_ number: Int, of key: TaskKey, _ body: (inout AttemptRecord) -> Void) {
        guard let index = attempts[key]?.firstIndex(where: { $0.number == number }) else { return }
        body(&attempts[key]![index])
    }

    // MARK: What cannot be recorded

    private func isRunning(_ number: Int, of key: TaskKey, run: Int64) -> Bool {
        attempts[key]?.last { $0.number == number }.map { $0.state == .running && $0.run == run } ?? false
    }

    func requireRunning(_ number: Int, of key: TaskKey, run: Int64) throws(StoreError) {
        guard !isRunning(number, of: key, run: run) else { return }
        throw StoreError(
            .notClaimed, path, problem: "attempt \(number) of \(key) is not on record as running for run \(run)",
            remedy: "start again, which continues from what is on record")
    }

    private func requireKnown(_ run: Int64) throws(StoreError) {
        guard runs[run] == nil else { return }
        throw StoreError(.failed, path, problem: "run \(run) is not on record", remedy: "begin it before it claims")
    }

    /// Whether one of the transitions cannot be recorded, or might not after those before it.
    private func mayThrow(_ transitions: [Transition], run: Int64) -> Bool {
        var spokenOf: Set<TaskKey> = []
        return !transitions.allSatisfy { transition in
            switch transition {
            case .claim(let request):
                runs[run] != nil && request.isNewAttempt
            case .attemptStarted(let key, let number, _), .attemptEnded(let key, let number, _, _):
                isRunning(number, of: key, run: run) && spokenOf.insert(key).inserted
            default: true
            }
        }
    }
}

extension AttemptRecord {
    mutating func end(_ outcome: AttemptOutcome, _ measures: AttemptMeasures?, at ms: Int64) {
        state = outcome.state
        exitCode = outcome.exitCode
        signal = outcome.signal
        cause = outcome.cause
        reason = outcome.reason
        self.measures = measures
        handle = nil
        endedAt = ms
    }
}
