public import Dataswarm
public import PipelineRecord

/// What has become of the nodes that a node waits for.
public struct UpstreamCount: Hashable, Sendable {
    /// How many there are.
    public var total = 0
    public var succeeded = 0
    public var failed = 0
    public var skipped = 0
    /// The first that failed, or else the first that was skipped, for the sentence that says why.
    public var culprit: Int?

    public init() {}

    /// Whether all of them have ended.
    public var isComplete: Bool { succeeded + failed + skipped == total }

    /// Takes note of several that have ended.
    public mutating func add(_ others: UpstreamCount) {
        if culprit == nil || failed == 0 && others.failed > 0 { culprit = others.culprit ?? culprit }
        succeeded += others.succeeded
        failed += others.failed
        skipped += others.skipped
    }

    /// Whether none has ended.
    public var isEmpty: Bool { succeeded + failed + skipped == 0 }

    /// What is to be told of it to whom the rest has been told: all that is new where it is complete, else no more than a first
    /// success and a first failure.
    public func news(after told: UpstreamCount) -> UpstreamCount {
        var news = UpstreamCount()
        news.culprit = culprit
        if isComplete {
            news.succeeded = succeeded - told.succeeded
            news.failed = failed - told.failed
            news.skipped = skipped - told.skipped
        } else {
            news.succeeded = succeeded > 0 && told.succeeded == 0 ? 1 : 0
            news.failed = failed > 0 && told.failed == 0 ? 1 : 0
        }
        return news
    }

    /// Takes note of a node that has ended.
    public mutating func add(_ item: Int, _ state: TaskState) {
        switch state {
        case .succeeded: succeeded += 1
        case .skipped:
            skipped += 1
            if failed == 0, culprit == nil { culprit = item }
        default:
            failed += 1
            if failed == 1 { culprit = item }
        }
    }
}

extension TriggerRule {
    /// What is to be done with a task.
    public enum Verdict: Hashable, Sendable {
        case wait, start, skip, fail
    }

    /// What the rule says to what has become of the nodes that are waited for.
    ///
    /// Where a failure decides, it decides at once. A skip alone waits for the rest, because one of them may fail yet,
    /// and what becomes of a task must not depend on who is quicker.
    public func verdict(on upstream: UpstreamCount) -> Verdict {
        // What was left out of the run is taken to be as the task would have it.
        if upstream.total == 0 { return .start }
        switch self {
        case .always: return .start
        case .allDone: return upstream.isComplete ? .start : .wait
        case .allSucceeded:
            if upstream.failed > 0 { return .fail }
            if !upstream.isComplete { return .wait }
            return upstream.skipped > 0 ? .skip : .start
        case .noneFailed:
            if upstream.failed > 0 { return .fail }
            return upstream.isComplete ? .start : .wait
        case .oneSucceeded:
            if upstream.succeeded > 0 { return .start }
            if !upstream.isComplete { return .wait }
            return upstream.failed > 0 ? .fail : .skip
        case .oneFailed:
            if upstream.failed > 0 { return .start }
            return upstream.isComplete ? .skip : .wait
        }
    }
}
