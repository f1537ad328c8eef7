/// What is on record about a task for a ds.
public struct TaskRecord: Hashable, Sendable {
    /// The task's full name.
    public var task: String
    public var ds: String
    public var state: TaskState
    /// Why it is in that state, in words; empty where the state says it all.
    public var reason: String
    /// How many attempts have been started, over all runs.
    public var attempts: Int
    /// What its last success, or its last skip by itself, executed: the lines of ``InvocationRecord``; `nil` where there was none.
    /// See ``ExitSkip``.
    public var invocation: String?
    /// The place of its last success among all successes of the store, counted from 1; `nil` where it never succeeded.
    ///
    /// It orders successes without a clock, which can be set back.
    public var successOrder: Int64?
    /// The place of the latest success of the store when the attempt began that executed ``invocation``; `nil` where there was
    /// none.
    ///
    /// What it waits for and has a later ``successOrder`` was made anew after it had begun to read it.
    public var beganOrder: Int64?
    /// When it last changed, in milliseconds since 1970.
    public var changedAt: Int64
    /// How many of its latest attempts were lost under a driver that lived on, one after the other, over all runs; 0 where the
    /// last one ended in another way, or it was cleared. What was lost with its driver is not counted.
    public var lostInARow: Int

    /// So many attempts in a row may be lost: then the task fails, and is held until it is cleared or forced. One that
    /// takes down what keeps it would be started again for ever.
    public static let lostLimit = 3

    /// The reason on record for a task that was cleared.
    public static let clearedReason = "cleared"

    public var key: TaskKey { TaskKey(task, ds: ds) }

    /// Whether `driver clear` has made it forgotten since it was last run.
    public var isCleared: Bool { state == .waiting && reason == TaskRecord.clearedReason }

    public init(
        task: String, ds: String, state: TaskState, reason: String = "", attempts: Int = 0, invocation: String? = nil,
        successOrder: Int64? = nil, beganOrder: Int64? = nil, changedAt: Int64 = 0, lostInARow: Int = 0
    ) {
        self.task = task
        self.ds = ds
        self.state = state
        self.reason = reason
        self.attempts = attempts
        self.invocation = invocation
        self.successOrder = successOrder
        self.beganOrder = beganOrder ?? successOrder
        self.changedAt = changedAt
        self.lostInARow = lostInARow
    }
}
