public import PipelineGraph
public import PipelineRecord

/// Hears what happens in a run, after it is on record.
public protocol RunObserver: AnyObject {
    func runBegan(_ plan: Plan, run: Int64)
    /// An attempt begins.
    func attemptBegan(_ item: PlanItem, number: Int, at time: Int64)
    /// An attempt has ended; what becomes of the task is told by itself.
    func attemptEnded(_ item: PlanItem, number: Int, _ outcome: AttemptOutcome, at time: Int64)
    /// A task has changed: it has settled, or waits for a retry.
    func taskChanged(_ item: PlanItem, _ state: TaskState, reason: String, at time: Int64)
    func runEnded(_ summary: RunSummary)
    /// The record can no longer be kept: nothing more will be told.
    func runBroke()
}

extension RunObserver {
    public func runBroke() {}
}

/// What has become of a run.
public struct RunSummary: Sendable {
    /// How many tasks are in each state, those that were done before among the succeeded.
    public var counts: [TaskState: Int] = [:]
    /// How many were done before and passed over.
    public var skipped = 0
    /// The tasks that failed, in the order of the plan, with the number of their last attempt and the reason.
    public var failures: [(item: PlanItem, number: Int, reason: String)] = []
    /// The tasks that were cancelled, or lost and not tried again, in the order of the plan.
    public var left: [String] = []
    /// The resources that are still on record as live: their destruction failed or was stopped.
    public var live: [String] = []
    /// How long each task took that ran, its last attempt, in milliseconds.
    public var durations: [(name: String, milliseconds: Int64)] = []
    /// From beginning to end, in milliseconds.
    public var elapsed: Int64 = 0
    /// Why it was stopped early, if it was.
    public var stopReason: String?

    public init() {}

    /// Whether everything that was to be done is done.
    public var isSuccess: Bool {
        counts.allSatisfy { $0.value == 0 || $0.key == .succeeded || $0.key == .skipped }
    }

    /// How the run is recorded.
    public var state: RunState {
        if isSuccess { return .succeeded }
        return !left.isEmpty && failures.isEmpty ? .cancelled : .failed
    }
}
