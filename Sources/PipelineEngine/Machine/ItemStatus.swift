import Dataswarm
import PipelineGraph
import PipelineRecord

/// What the engine knows about an item while it runs.
struct ItemStatus {
    var state = TaskState.waiting
    /// What has become of what it waits for.
    var upstream = UpstreamCount()
    /// The number of its last attempt, over all runs.
    var attempt: Int
    /// How many attempts this run has made.
    var attemptsHere = 0
    /// Whether an earlier process has made some in the same run.
    var wasBegunBefore = false
    /// How many of them failed; those that were lost use up no retry.
    var failuresHere = 0
    /// How many of the latest attempts were lost, one after the other, over all runs.
    var lostInARow: Int
    /// Whether something of it is under way right now or asked for, and holds a slot.
    var holdsSlot = false
    /// Whether it has asked for its claim or its slots, and has no answer yet.
    var isClaiming = false
    /// Of the creation of a resource, whether a user could start.
    var isDemanded = false
    /// Of the creation of a resource, how many users have not come to an end.
    var openUsers = 0
    /// Why it was asked to end, if it was.
    var ending: Ending?
    /// Goes up when an attempt ends or is asked to end: a wake-up that was set before then is no longer wanted.
    var wakeToken = 0

    /// A probe that has looked and will look again.
    var isBetweenLooks: Bool { state == .running && !holdsSlot }

    enum Ending {
        case timeout
        case stop(String)
        /// It creates a resource that nobody waits for any more.
        case unneeded
    }
}

/// What has become of the nodes that a node waits for.
struct UpstreamCount {
    var total = 0
    var succeeded = 0
    var failed = 0
    var skipped = 0
    /// The first that failed, or else the first that was skipped, for the sentence that says why.
    var culprit: Int?

    var isComplete: Bool { succeeded + failed + skipped == total }

    mutating func add(_ item: Int, _ state: TaskState) {
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
    enum Verdict {
        case wait, start, skip, fail
    }

    /// What the rule says to what has become of the nodes that are waited for.
    ///
    /// Where a failure decides, it decides at once. A skip alone waits for the rest, because one of them may fail yet,
    /// and what becomes of a task must not depend on who is quicker.
    func verdict(on upstream: UpstreamCount) -> Verdict {
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

/// What an earlier process has done of an item in the same run.
public struct ItemHistory: Sendable {
    /// How many attempts the run has made.
    public var attempts: Int
    /// How many of them failed.
    public var failures: Int
    /// The attempt that goes on, and since when, in milliseconds before now.
    public var running: (number: Int, since: Int64)?
    /// Whether it is done, whatever the plan says: it has created a resource that is there.
    public var isDone = false
    /// Whether it has failed for good: the run does not try it again.
    public var hasFailed = false

    public init(attempts: Int, failures: Int, running: (number: Int, since: Int64)? = nil) {
        self.attempts = attempts
        self.failures = failures
        self.running = running
    }
}
