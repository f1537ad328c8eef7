import PipelineGraph
public import PipelineRecord

/// What happens to the engine.
public enum Event: Sendable {
    /// The attempt of an item has ended.
    case ended(item: Int, AttemptEnd)
    /// The probe of an item has looked.
    case answered(item: Int, ProbeAnswer)
    /// What came of a ``Effect/claim(item:isNewAttempt:)``.
    case claimed(item: Int, ClaimVerdict)
    /// Something has changed elsewhere: what others have claimed, or the slots that they hold, may be free.
    case othersChanged
    /// Another run has done the item meanwhile, as this one would have.
    case doneElsewhere(item: Int)
    /// Time has passed.
    case tick
    /// The run is to stop: what waits is cancelled, what runs is ended, and what was created is destroyed. A second one
    /// ends the destructions, too.
    case stop(reason: String)
}

extension Event {
    /// Whether it asks the run to stop.
    public var isStop: Bool { if case .stop = self { true } else { false } }
}

/// What comes of a claim.
public enum ClaimVerdict: Hashable, Sendable {
    /// The item and its slots are this run's, and its attempt has that number.
    case granted(number: Int)
    /// Another run has claimed the item.
    case held
    /// A pool has no slot left, over all runs.
    case full(pool: String)
    /// Another run has done it meanwhile, as this one would have.
    case done
    /// The attempt of that number may begin, but not yet: what another run has left is to be destroyed first.
    case early(number: Int)
    /// It can never be granted; a sentence says why.
    case impossible(String)
}

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
