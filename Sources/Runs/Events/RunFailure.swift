public import PipelineRecord

/// Why a run came to a standstill: its record can no longer be kept.
///
/// What was under way has been ended. What is not on record counts as not done, and the next run does it.
public struct RunFailure: Error, Hashable, Sendable {
    /// What is the matter with the store.
    public let cause: StoreError
    /// How many tasks are on record as done, those that were done before among them.
    public let done: Int
    /// The tasks that nothing final is on record about, in the order of the plan.
    public let left: [TaskKey]
}
