/// What a task that failed, with no retries left, does to the rest of its run.
public enum FailureMode: String, Hashable, Sendable, CaseIterable {
    /// Nothing, but for what waits for it: all that can be finished is.
    case finish
    /// Nothing new begins; what runs may end by itself.
    case stop
    /// Nothing new begins, and what runs is asked to end.
    case cancel
}
