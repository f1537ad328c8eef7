/// What must have become of the tasks that a task waits for before it runs.
public enum TriggerRule: String, Hashable, Sendable, CaseIterable {
    /// All succeeded; a skipped one is not a success. What is not started is `upstream_failed` or `skipped`.
    case allSucceeded = "all_succeeded"
    /// All have ended, however they did.
    case allDone = "all_done"
    /// One has succeeded; it does not wait for the others.
    case oneSucceeded = "one_succeeded"
    /// One has failed; it does not wait for the others.
    case oneFailed = "one_failed"
    /// All have ended and none failed; skipped ones are welcome.
    case noneFailed = "none_failed"
    /// It does not matter; it waits for none of them.
    case always
}
