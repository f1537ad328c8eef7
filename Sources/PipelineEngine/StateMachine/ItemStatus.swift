import Dataswarm
import PipelineGraph
public import PipelineRecord

/// What the engine knows about an item while it runs.
struct ItemStatus {
    /// The part of the run that it belongs to.
    let part: Int
    /// The turn of its pipeline that it belongs to, if there is an order.
    var turn: Int?
    var state = TaskState.waiting
    /// What has become of what it waits for.
    var upstream = UpstreamCount()
    /// Of a group, what it has told of that to what waits for it.
    var told = UpstreamCount()
    /// The number of its last attempt, over all runs.
    var attempt: Int
    /// How many attempts this run has made.
    var attemptsHere = 0
    /// How many of them failed; those that were lost use up no retry.
    var failuresHere = 0
    /// How many of the latest attempts were lost, one after the other, over all runs.
    var lostInARow: Int
    /// Whether an earlier process has made attempts in the same run.
    var hasBegunBefore = false
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

/// What an earlier process has done of an item in the same run.
public struct ItemHistory: Sendable {
    /// How many attempts the run has made.
    public var attempts: Int
    /// How many of them failed.
    public var failures: Int
    /// The attempt that goes on, and since when, in milliseconds before now.
    public var running: (number: Int, since: Int64)?
    /// What has become of it, whatever the plan says.
    public var settled: TaskState?
    /// Since when it waits for a retry, in milliseconds before now; `nil` where it does not.
    public var waiting: Int64?

    public init(attempts: Int, failures: Int, running: (number: Int, since: Int64)? = nil) {
        self.attempts = attempts
        self.failures = failures
        self.running = running
    }
}
