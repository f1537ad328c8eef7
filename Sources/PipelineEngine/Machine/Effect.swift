import PipelineGraph
public import PipelineRecord

/// What happens to the engine.
public enum Event: Sendable {
    /// The attempt of an item has ended.
    case ended(item: Int, AttemptEnd)
    /// The probe of an item has looked.
    case answered(item: Int, ProbeAnswer)
    /// Time has passed.
    case tick
    /// The run is to stop: what waits is cancelled, what runs is ended, and what was created is destroyed. A second one
    /// ends the destructions, too.
    case stop(reason: String)
}

extension Event {
    /// Whether it asks the run to stop.
    var isStop: Bool { if case .stop = self { true } else { false } }
}

/// What the engine wants done, in this order: first all that is to be recorded, in one transaction, then the rest.
public enum Effect: Hashable, Sendable {
    /// Record that an attempt begins. Its ``execute`` or ``look`` follows.
    case claim(item: Int, number: Int)
    /// Record how an attempt ended.
    case close(item: Int, number: Int, AttemptOutcome)
    /// Record what has become of a task.
    case change(item: Int, TaskState, reason: String)
    /// Start the attempt.
    case execute(item: Int, number: Int)
    /// Look once whether what the probe waits for is there.
    case look(item: Int, number: Int)
    /// Ask the attempt or the probe to end.
    case end(item: Int)
}
