/// What has become of a run.
public enum RunState: String, Hashable, Sendable, CaseIterable {
    /// Its driver is at work, or was when it last wrote.
    case running
    /// Every task that it was to execute succeeded, or was rightly passed over.
    case succeeded
    /// At least one task failed.
    case failed
    /// It was stopped on request.
    case cancelled
    /// Its driver was gone before it could say how the run ended.
    case lost
}
