import PipelineEngine
import PipelineRecord

/// What an earlier process has begun of an item in a run that this one goes on with.
struct ResumedItem: Sendable {
    let key: TaskKey
    var history: ItemHistory
    /// Its last attempt.
    var number = 0
    /// When that was claimed, in milliseconds since 1970.
    var startedAt: Int64 = 0
    /// How many successes there were then.
    var began: Int64?
    /// By what it is found again, if it runs; `nil` for a probe, which looks again.
    var handle: AttemptHandle?
    /// Why the item has settled as it has, if it has.
    var reason = ""
}
