/// How an attempt ended.
public struct AttemptOutcome: Hashable, Sendable {
    /// `succeeded`, `failed`, `skipped`, `cancelled` or `lost`.
    public var state: TaskState
    public var exitCode: Int32?
    /// The signal that ended its process.
    public var signal: Int32?
    /// Why it did not succeed; `nil` where it did, has skipped its task, or was asked to end.
    public var cause: FailureCause?
    /// Why, in words; empty where the state says it all.
    public var reason: String

    public init(
        state: TaskState, exitCode: Int32? = nil, signal: Int32? = nil, cause: FailureCause? = nil, reason: String = ""
    ) {
        self.state = state
        self.exitCode = exitCode
        self.signal = signal
        self.cause = cause
        self.reason = reason
    }
}
