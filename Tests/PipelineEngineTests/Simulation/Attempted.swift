import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What the referee has seen of an attempt.
struct Attempted {
    let number: Int
    let claimedAt: Int64
    /// Whether something of it is under way.
    var isUnderWay = false
    /// What the executor has said last, and when.
    var end: AttemptEnd?
    var answer: ProbeAnswer?
    var answeredAt: Int64?
    /// Why it was asked to end.
    var request: Request?
    /// Whether its time was over in the very moment in which nobody needed it any more: either may be the reason.
    var isTimeout = false
    var outcome: AttemptOutcome?
    /// Between which times it may be repeated.
    var retry: ClosedRange<Int64>?

    enum Request: Equatable {
        case timeout
        case stop(String)
        /// It creates what nobody waits for any more.
        case unneeded
    }

    init(number: Int, claimedAt: Int64) {
        self.number = number
        self.claimedAt = claimedAt
    }

    /// How the attempt must be recorded, after all that has been heard of it.
    ///
    /// - Parameters:
    ///   - timeout: how a timeout is put.
    ///   - holdReason: why waiting has no point any more, if that is so.
    ///   - skips: the exit codes that are no failure.
    func expectedOutcome(timeout: String, holdReason: String?, skips: [Int]) -> AttemptOutcome {
        if end == .exited(0) || answer == .yes { return AttemptOutcome(state: .succeeded, exitCode: 0) }
        if let sentence = lossSentence { return AttemptOutcome(state: .lost, cause: .lost, reason: sentence) }
        if let request {
            var outcome = AttemptOutcome(state: .failed, cause: .timeout, reason: timeout)
            if case .stop(let reason) = request { outcome = AttemptOutcome(state: .cancelled, reason: reason) }
            if case .unneeded = request { outcome = AttemptOutcome(state: .cancelled, reason: Rules.unneeded) }
            (outcome.exitCode, outcome.signal) = end.map(Attempted.codes) ?? (nil, nil)
            return outcome
        }
        if let code = ownExit, skips.contains(Int(code)) {
            return AttemptOutcome(
                state: .skipped, exitCode: code, reason: "exit \(code) says that there is nothing to do")
        }
        if let end { return Attempted.outcome(of: end) }
        if case .failed(let sentence, let end) = answer {
            var outcome = Attempted.outcome(of: end ?? .impossible(sentence))
            outcome.reason = sentence
            return outcome
        }
        // A probe between two looks: nobody needs to be asked.
        if let holdReason { return AttemptOutcome(state: .cancelled, reason: holdReason) }
        return AttemptOutcome(state: .failed, cause: .timeout, reason: timeout)
    }

    /// How its process, or that of its probe, exited.
    private var ownExit: Int32? {
        if case .exited(let code) = end { return code }
        if case .failed(_, .exited(let code)) = answer { return code }
        return nil
    }

    /// What happened to what kept it, where nobody knows how it ended.
    private var lossSentence: String? {
        if case .lost(let sentence) = end { return sentence }
        if case .lost(let sentence) = answer { return sentence }
        return nil
    }

    private static func outcome(of end: AttemptEnd) -> AttemptOutcome {
        var outcome = AttemptOutcome(state: .failed)
        (outcome.exitCode, outcome.signal) = codes(of: end)
        (outcome.cause, outcome.reason) =
            switch end {
            case .exited(let code): (.exit, "exit \(code)")
            case .signalled(let signal): (.signal, "signal \(signal)")
            case .outOfMemory: (.outOfMemory, "killed by the system for want of memory")
            case .impossible(let sentence): (.start, sentence)
            case .endedOnRequest, .lost: (nil, "ended by what keeps it")
            }
        if outcome.cause == nil { outcome.state = .cancelled }
        return outcome
    }

    private static func codes(of end: AttemptEnd) -> (Int32?, Int32?) {
        switch end {
        case .exited(let code): (code, nil)
        case .signalled(let signal): (nil, signal)
        case .outOfMemory: (nil, 9)
        case .endedOnRequest, .impossible, .lost: (nil, nil)
        }
    }
}
