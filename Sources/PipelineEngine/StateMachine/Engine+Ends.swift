import Dataswarm
import PipelineGraph
import PipelineRecord

/// Ends of attempts and answers of probes, and what becomes of their tasks.
extension Engine {
    mutating func attemptEnded(_ index: Int, _ end: AttemptEnd, _ remark: String?, at now: Int64) {
        let remark = remark.map { "; \($0)" } ?? ""
        guard items[index].state == .running, items[index].holdsSlot else { return }
        releaseSlot(of: index)
        switch (end, items[index].ending) {
        case (.exited(0), _): succeed(index)
        // Whoever asked it to end: that it is over cannot be said of what nobody saw end.
        case (.lost(let sentence), _): lose(index, sentence, at: now)
        case (_, .stop(let reason)?): cancel(index, end, reason)
        case (_, .timeout?): fail(index, .timeout, end, timeoutReason(of: index), at: now)
        case (_, .unneeded?): giveUp(index, end)
        case (.endedOnRequest, nil): cancel(index, end, "ended by what keeps it")
        case (.exited(let code), nil) where isSkip(code, of: index): skip(index, end, code)
        case (.exited(let code), nil): fail(index, .exit, end, "exit \(code)\(remark)", at: now)
        case (.signalled(let signal), nil): fail(index, .signal, end, "signal \(signal)\(remark)", at: now)
        case (.outOfMemory, nil): fail(index, .outOfMemory, end, "killed by the system for want of memory", at: now)
        case (.impossible(let sentence), nil): fail(index, .start, end, sentence, at: now)
        }
    }

    mutating func probeAnswered(_ index: Int, _ answer: ProbeAnswer, at now: Int64) {
        guard items[index].state == .running, items[index].holdsSlot else { return }
        releaseSlot(of: index)
        switch (answer, items[index].ending) {
        case (.yes, _): succeed(index)
        case (.lost(let sentence), _): lose(index, sentence, at: now)
        case (_, .stop(let reason)?): cancel(index, .endedOnRequest, reason)
        case (_, .timeout?): fail(index, .timeout, .endedOnRequest, timeoutReason(of: index), at: now)
        case (_, .unneeded?): giveUp(index, .endedOnRequest)
        case (.failed(_, let end?), nil) where end.exitCode.map({ isSkip($0, of: index) }) ?? false:
            skip(index, end, end.exitCode ?? 0)
        case (.failed(let sentence, let end), nil):
            fail(index, end?.cause ?? .start, end ?? .impossible(sentence), sentence, at: now)
        case (.notYet, nil):
            if let reason = holdReason(for: index) { return cancel(index, .endedOnRequest, reason) }
            guard case .probe(let probe) = plan.items[index].invocation else { return }
            if !plan.items[index].pools.isEmpty { effects.append(.rest(item: index)) }
            wake(index, .look, at: now + max(1, probe.interval.wholeMilliseconds))
        }
    }

    private mutating func succeed(_ index: Int) {
        effects.append(
            .close(item: index, number: items[index].attempt, AttemptOutcome(state: .succeeded, exitCode: 0)))
        settle(index, .succeeded, reason: "")
    }

    /// Whether an exit code of a task's process says that there is nothing to do. What creates or destroys a resource has no say in
    /// that.
    private func isSkip(_ code: Int32, of index: Int) -> Bool {
        plan.items[index].resource == nil && plan.items[index].settings.skipOn?.contains(code) ?? false
    }

    /// Its process has said that there is nothing to do. That is no failure, and is not tried again.
    private mutating func skip(_ index: Int, _ end: AttemptEnd, _ code: Int32) {
        let reason = ExitSkip.reason(exit: code)
        close(index, .skipped, end, nil, reason)
        settle(index, .skipped, reason: reason)
    }

    /// The attempt failed: it is repeated, or that is what becomes of the task.
    mutating func fail(
        _ index: Int, _ cause: FailureCause, _ end: AttemptEnd, _ reason: String, at now: Int64
    ) {
        close(index, .failed, end, cause, reason)
        items[index].failuresHere += 1
        items[index].lostInARow = 0
        let retries = plan.items[index].settings.retries ?? .never
        let retry = items[index].failuresHere
        guard retry <= retries.limit, holdReason(for: index) == nil else { return settleFailed(index, reason: reason) }
        guard retries.areFor(cause, exitCode: end.exitCode) else {
            let sentence = "\(reason); not retried: its retries are for \(retries.causesPhrase) alone"
            return settleFailed(index, reason: sentence)
        }
        let pause = pause(beforeRetry: retry, of: index)
        let again = pause > 0 ? " in \(Duration.milliseconds(pause).phrase)" : ""
        wait(index, until: now + pause, reason: "\(reason); retry \(retry) of \(retries.limit)\(again)")
    }

    /// In milliseconds.
    func pause(beforeRetry retry: Int, of index: Int) -> Int64 {
        let retries = plan.items[index].settings.retries ?? .never
        return retries.backoff.pause(beforeRetry: retry, chance: chance(index, retry)).wholeMilliseconds
    }

    /// Nobody knows how the attempt ended. That is no failure: it is tried again, but not for ever.
    private mutating func lose(_ index: Int, _ sentence: String, at now: Int64) {
        close(index, .lost, .lost(sentence), .lost, sentence)
        items[index].lostInARow += 1
        let times = items[index].lostInARow
        if times >= TaskRecord.lostLimit {
            let reason = "lost \(times) times in a row (\(sentence)): it may take its keeper down with it"
            settleFailed(index, reason: reason)
        } else if holdReason(for: index) != nil {
            settle(index, .lost, reason: sentence)
        } else {
            wait(index, until: now, reason: "lost, \(sentence); tried again")
        }
    }

    mutating func cancel(_ index: Int, _ end: AttemptEnd, _ reason: String) {
        close(index, .cancelled, end, nil, reason)
        settle(index, .cancelled, reason: reason)
    }

    mutating func close(
        _ index: Int, _ state: TaskState, _ end: AttemptEnd, _ cause: FailureCause?, _ reason: String
    ) {
        let outcome = AttemptOutcome(
            state: state, exitCode: end.exitCode, signal: end.signal, cause: cause, reason: reason)
        effects.append(.close(item: index, number: items[index].attempt, outcome))
        items[index].ending = nil
        items[index].wakeToken += 1
        // A probe that timed out may stand in line for its next look.
        slots.withdraw(index)
        waitNoMore(index)
    }

    private mutating func wait(_ index: Int, until time: Int64, reason: String) {
        items[index].state = .waiting
        effects.append(.change(item: index, .waiting, reason: reason))
        wake(index, .retry, at: time)
    }

    mutating func settleFailed(_ index: Int, reason: String) {
        settle(index, .failed, reason: reason)
        respond(toFailureOf: index)
    }

    func timeoutReason(of index: Int) -> String {
        "timed out after \((plan.items[index].settings.timeout ?? .zero).phrase)"
    }

    /// A number from 0 to 1 that depends on the seed, the task and the retry alone (SplitMix64, Steele et al., 2014).
    private func chance(_ index: Int, _ retry: Int) -> Double {
        var z = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(retry) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
}
