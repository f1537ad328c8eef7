import PipelineRecord

/// A store's record as a plain value: what every ``RunStore`` must answer, as briefly as it can be said.
///
/// It is the model that other stores are held against, and a store for simulations, which have no time to wait. Its functions
/// are those of ``RunStore``, without the waiting.
public struct MemoryRecord: Sendable {
    /// Where a store would be, for sentences.
    public let path = "the store in memory"

    var runs: [Int64: RunRecord] = [:]
    /// The highest number that was ever given out; runs that were removed do not give theirs back.
    var lastRun: Int64 = 0
    var tasks: [TaskKey: TaskRecord] = [:]
    /// Those of a key have numbers without a gap.
    var attempts: [TaskKey: [AttemptRecord]] = [:]
    /// The attempts of each run, as they were claimed.
    var claimed: [Int64: [AttemptKey]] = [:]
    var claims: [TaskKey: HeldClaim] = [:]
    /// A run waits for a key with one ticket, in as many lines as there are rows.
    var lines: [Wait] = []
    var lastTicket: Int64 = 0
    var successes: Int64 = 0
    var streaksByTask: [String: Streak] = [:]
    var resources: [LiveResource] = []
    var changes: Int64 = 0

    public init() {}

    /// A number that is another one after anything was written.
    public func changeCount() -> Int64 { changes }
}

/// A claim and its slots, which are counted nowhere else.
struct HeldClaim: Hashable, Sendable {
    var run: Int64
    var number: Int
    var since: Int64
    var slots: [SlotClaim] = []
}
