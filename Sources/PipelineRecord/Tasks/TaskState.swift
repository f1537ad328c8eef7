/// What has become of a task in a run.
public enum TaskState: String, Hashable, Sendable, CaseIterable {
    /// It waits: for others, for a retry's time, or for what its probe looks for.
    case waiting
    /// All that it waited for is there; it waits for a slot.
    case ready
    /// An attempt is under way.
    case running
    /// An attempt succeeded, and what it wrote is published.
    case succeeded
    /// Its attempts are used up.
    case failed
    /// What it waits for failed, so that it was not started.
    case upstreamFailed = "upstream_failed"
    /// It was passed over, because its `when:` rule did not come true though nothing failed, or because its process said by an exit
    /// code of its `skipOn:` that there is nothing to do.
    case skipped
    /// It was stopped, or not started, on request.
    case cancelled
    /// Nobody knows how its attempt ended: the driver was gone. It is not a failure, and is started again.
    case lost

    /// Whether the run has nothing more to do for it.
    public var isFinal: Bool { TaskState.transitions[self]!.isEmpty }

    /// The states that each state can turn into within a run. The code, the tests and the documentation's diagram all
    /// stand on this table.
    public static let transitions: [TaskState: Set<TaskState>] = [
        .waiting: [.ready, .succeeded, .upstreamFailed, .skipped, .cancelled],
        .ready: [.running, .succeeded, .failed, .skipped, .cancelled],
        .running: [.succeeded, .failed, .waiting, .skipped, .cancelled, .lost],
        .succeeded: [],
        .failed: [],
        .upstreamFailed: [],
        .skipped: [],
        .cancelled: [],
        .lost: [],
    ]
}
