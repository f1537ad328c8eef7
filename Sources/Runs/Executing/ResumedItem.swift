import PipelineEngine
import PipelineRecord

/// What an earlier process has begun of an item in a run that this one goes on with.
struct ResumedItem: Sendable {
    let key: TaskKey
    var history: ItemHistory
    /// When the attempt that runs was claimed, in milliseconds since 1970.
    var startedAt: Int64 = 0
    /// How many successes there were then.
    var began: Int64?
    /// Why it has failed for good, where it has.
    var reason = ""
    /// By what the attempt that runs is found again; `nil` for a probe, which looks again.
    var handle: AttemptHandle?
}
