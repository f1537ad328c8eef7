import PipelineEngine
import PipelineGraph
import PipelineStore

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
    var outcome: AttemptOutcome?
    /// Between which times it may be repeated.
    var retry: ClosedRange<Int64>?

    enum Request: Equatable {
        case timeout
        case stop(String)
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
    func expectedOutcome(timeout: String, holdReason: String?) -> AttemptOutcome {
        var outcome = AttemptOutcome(state: .failed)
        if end == .exited(0) || answer == .yes { return AttemptOutcome(state: .succeeded, exitCode: 0) }
        if case .exited(let code) = end { outcome.exitCode = code }
        if case .signalled(let signal) = end { outcome.signal = signal }
        switch (request, end, answer) {
        case (.stop(let reason), _, _): (outcome.state, outcome.reason) = (.cancelled, reason)
        case (.timeout, _, _): outcome.reason = timeout
        case (nil, .exited(let code), _): outcome.reason = "exit \(code)"
        case (nil, .signalled(let signal), _): outcome.reason = "signal \(signal)"
        case (nil, .impossible(let sentence), _), (nil, _, .failed(let sentence)): outcome.reason = sentence
        case (nil, .endedOnRequest, _): (outcome.state, outcome.reason) = (.cancelled, "ended by the executor")
        default:
            // A probe between two looks: nobody needs to be asked.
            if let holdReason {
                (outcome.state, outcome.reason) = (.cancelled, holdReason)
            } else {
                outcome.reason = timeout
            }
        }
        return outcome
    }
}
