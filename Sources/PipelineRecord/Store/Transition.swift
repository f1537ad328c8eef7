/// One thing that a run puts on record; several are committed together with ``RunStore/commit(_:run:at:)``.
public enum Transition: Hashable, Sendable {
    /// The run asks for a key and for slots, before it starts anything. Where they are granted an attempt is on record as
    /// running, with a number of its own, and the task as `running`; otherwise nothing but that the run waits.
    case claim(ClaimRequest)

    /// How the attempt can be found again by another process; see `Launcher`.
    case attemptStarted(TaskKey, number: Int, handle: String)

    /// A running attempt of this run ended: its slots are free. What that makes of the task is told by another transition
    /// of the same commit.
    case attemptEnded(TaskKey, number: Int, AttemptOutcome, AttemptMeasures?)

    /// The attempt goes on and needs no slots for now: a probe waits for its next look.
    case slotsGivenBack(TaskKey)

    /// The run no longer waits for the key or for slots for it.
    case waitEnded(TaskKey)

    /// The task turned into a state other than `running`; into `succeeded` only where it is that already, to say why. What it last succeeded with is kept; a failure
    /// counts in its ``Streak``. A final state ends the run's claim on it, and its waiting for it.
    ///
    /// Of a task that the run has not claimed it is recorded only if no other run has claimed it, and its last success is
    /// still the one that was ``seen``: what others do or have done is not ours to write over.
    case taskChanged(TaskKey, TaskState, reason: String, seen: Int64?)

    /// The task has skipped itself with this invocation, which the run has claimed: see ``ExitSkip``. It is no success, and its
    /// ``Streak`` stays as it is. The run's claim on it ends, and its waiting for it.
    ///
    /// - began: as it was when the attempt was granted; `nil` for this moment.
    case taskSkipped(TaskKey, reason: String, invocation: String, began: Int64?)

    /// The task succeeded with this invocation, and takes the next place among the successes of the store; its ``Streak``
    /// ends, the run's claim on it, and its waiting for it.
    ///
    /// - began: as it was when the attempt was granted; `nil` for this moment.
    case taskSucceeded(TaskKey, invocation: String, began: Int64?)

    /// The same of a task that executes nothing, which no run claims. It is recorded only if its last success is still the one
    /// that was seen: two runs that come to it at the same moment would each have done again what stands on the other's.
    case nothingSucceeded(TaskKey, invocation: String, seen: Int64?)

    /// The run's claim on a key outlasts its end, until it is given up: what was created by it is still in use. It stands
    /// behind the end in the same commit.
    case claimKept(TaskKey)

    /// The run gives up a claim that it has kept.
    case claimGivenUp(TaskKey)

    /// A resource is about to be created; from now on it is live. One that is live already stays so since then.
    case resourceBegan(resource: String, ds: String)

    /// A resource is destroyed, and no longer live.
    case resourceEnded(resource: String, ds: String)
}

/// What comes of a commit.
public struct CommitResult: Hashable, Sendable {
    /// The answers to the claims, in their order.
    public var claims: [ClaimAnswer] = []
    /// The places of the successes, in their order; `nil` for one that was not recorded.
    public var places: [Int64?] = []

    public init(claims: [ClaimAnswer] = [], places: [Int64?] = []) {
        self.claims = claims
        self.places = places
    }
}
