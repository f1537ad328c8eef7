/// On how many ds in a row a task has failed, whichever ds they were.
public struct Streak: Hashable, Sendable {
    /// How many; at least 1. A ds that fails again right after is counted once.
    public var failures: Int
    /// The latest of them.
    public var ds: String

    public init(failures: Int, ds: String) {
        self.failures = failures
        self.ds = ds
    }

    /// As a sentence has it: `failed for 3 ds in a row, lastly 2016-04-26`.
    public var phrase: String {
        failures == 1 ? "failed for \(ds)" : "failed for \(failures) ds in a row, lastly \(ds)"
    }
}
