import PipelineGraph
public import PipelineRecord

/// What the engine wants done, in this order: first all that is to be recorded, in one transaction, then the rest.
public enum Effect: Hashable, Sendable {
    /// Ask for an item and its slots, and record that an attempt begins; or only for the slots for the next look of a probe.
    /// The answer is ``Event/claimed(item:_:)``, before anything else happens.
    case claim(item: Int, isNewAttempt: Bool)
    /// The item no longer waits for what it asked for.
    case withdraw(item: Int)
    /// Record that the item needs no slots until its next look.
    case rest(item: Int)
    /// Record how an attempt ended.
    case close(item: Int, number: Int, AttemptOutcome)
    /// Record what has become of a task.
    case change(item: Int, TaskState, reason: String)
    /// The success that another run has put on record is this run's, too.
    case takeOver(item: Int)
    /// Start the attempt.
    case execute(item: Int, number: Int)
    /// Look once whether what the probe waits for is there.
    case look(item: Int, number: Int)
    /// Ask the attempt or the probe to end.
    case end(item: Int)
}
