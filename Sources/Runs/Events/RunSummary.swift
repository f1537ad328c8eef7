public import PipelineRecord

/// What has become of a run, or of a ds in it.
public struct RunSummary: Sendable {
    public var run: Int64 = 0
    /// A ds, or the range of the run.
    public var ds = ""
    /// How many tasks are in each state, those that were done before among the succeeded.
    public var counts: [TaskState: Int] = [:]
    /// How many were done before and passed over.
    public var skipped = 0
    /// How many another run has done meanwhile.
    public var takenOver = 0
    /// The tasks that failed, in the order of the plan, with the number of their last attempt and the reason.
    public var failures: [Failure] = []
    /// The tasks that were cancelled, or lost and not tried again, in the order of the plan.
    public var left: [TaskKey] = []
    /// The resources that are still on record as live: their destruction failed or was stopped.
    public var live: [LeftResource] = []
    /// How long each task took that ran, its last attempt, in milliseconds; of a long range, only the slowest.
    public var durations: [(key: TaskKey, milliseconds: Int64)] = []
    /// The ds that could not be planned.
    public var unplanned: [String] = []
    /// The ds that it did not come to before it was stopped.
    public var notBegun: [String] = []
    /// From beginning to end, in milliseconds.
    public var elapsed: Int64 = 0
    /// Whether the process has let go of it before its end: it goes on, for the next to adopt it.
    public var wasLetGo = false
    /// Why it was stopped early, if it was.
    public var stopReason: String?

    public struct Failure: Hashable, Sendable {
        public var key: TaskKey
        /// The last attempt; 0 where there was none.
        public var number: Int
        public var reason: String
    }

    public struct LeftResource: Hashable, Sendable {
        public var name: String
        public var ds: String
    }

    public init() {}

    /// Whether everything that was to be done is done.
    public var isSuccess: Bool {
        unplanned.isEmpty && notBegun.isEmpty
            && counts.allSatisfy { $0.value == 0 || $0.key == .succeeded || $0.key == .skipped }
    }

    /// How the run is recorded.
    public var state: RunState {
        if isSuccess { return .succeeded }
        return !(left.isEmpty && notBegun.isEmpty) && failures.isEmpty && unplanned.isEmpty ? .cancelled : .failed
    }
}
