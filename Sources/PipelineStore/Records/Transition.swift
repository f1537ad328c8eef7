public import PipelineGraph

/// One thing that the engine puts on record; several are committed together with ``Store/commit(_:run:at:)``.
public enum Transition: Hashable, Sendable {
    /// An attempt is claimed, before its process starts; the task becomes `running`.
    ///
    /// A number that is already on record for the task and ds is refused: someone else claimed it.
    case attemptStarted(task: String, ds: String, number: Int, invocation: String)

    /// A running attempt ended. What that makes of the task is told by another transition of the same commit.
    case attemptEnded(task: String, ds: String, number: Int, outcome: AttemptOutcome)

    /// The task turned into a state other than `running` and `succeeded`. What it last succeeded with is kept; a failure
    /// counts in its ``Streak``.
    case taskChanged(task: String, ds: String, state: TaskState, reason: String)

    /// The task succeeded with this invocation, and takes the next place among the successes of the store; its ``Streak`` ends.
    case taskSucceeded(task: String, ds: String, invocation: String)

    /// A resource is about to be created; from now on it is live. One that is live already stays so since then.
    case resourceBegan(resource: String, ds: String)

    /// A resource is destroyed, and no longer live.
    case resourceEnded(resource: String, ds: String)
}
