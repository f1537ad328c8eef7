import PipelineGraph

/// What happens to the engine.
public enum Event: Sendable {
    /// The attempt of an item has ended.
    ///
    /// What may have been the cause is said where the end does not say it by itself.
    case ended(item: Int, AttemptEnd, remark: String? = nil)
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
