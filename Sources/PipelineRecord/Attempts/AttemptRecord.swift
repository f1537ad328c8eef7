/// What is on record about one try of a task.
public struct AttemptRecord: Hashable, Sendable {
    /// The run that started it.
    public var run: Int64
    public var key: TaskKey
    /// Its place among all attempts of the task for the ds, over all runs, counted from 1.
    public var number: Int
    /// `running`, or how it ended: `succeeded`, `failed`, `skipped`, `cancelled`, `lost`.
    public var state: TaskState
    public var exitCode: Int32?
    /// The signal that ended its process.
    public var signal: Int32?
    /// Why it did not succeed; `nil` where it did, has skipped its task, runs, or was asked to end, and for attempts of older releases.
    public var cause: FailureCause?
    /// Why it ended as it did, in words; empty where the state says it all.
    public var reason: String
    /// What it executes.
    public var invocation: String
    /// How it can be found again while it runs; `nil` where nobody would look.
    public var handle: String?
    public var measures: AttemptMeasures?
    /// How many successes the store had when it was claimed, see ``TaskRecord/beganOrder``; `nil` for attempts of older releases.
    public var began: Int64?
    /// When it was claimed, in milliseconds since 1970.
    public var startedAt: Int64
    /// When it ended or was found lost, in milliseconds since 1970; `nil` while it runs.
    public var endedAt: Int64?

    public init(
        run: Int64,
        key: TaskKey,
        number: Int,
        state: TaskState,
        exitCode: Int32? = nil,
        signal: Int32? = nil,
        cause: FailureCause? = nil,
        reason: String = "",
        invocation: String,
        handle: String? = nil,
        measures: AttemptMeasures? = nil,
        began: Int64? = nil,
        startedAt: Int64,
        endedAt: Int64? = nil
    ) {
        self.run = run
        self.key = key
        self.number = number
        self.state = state
        self.exitCode = exitCode
        self.signal = signal
        self.cause = cause
        self.reason = reason
        self.invocation = invocation
        self.handle = handle
        self.measures = measures
        self.began = began
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}
