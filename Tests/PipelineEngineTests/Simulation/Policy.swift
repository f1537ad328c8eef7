import PipelineGraph
import PipelineStore

/// Whether a task is tried again, as the documentation has it: counted from how its attempts ended.
struct Policy {
    /// How many attempts this run has made.
    private(set) var attempts = 0
    /// How many of them failed.
    private(set) var failures = 0
    /// How many were lost in a row, over all runs.
    private(set) var losses: Int
    /// Whether another attempt is to follow the last one.
    private(set) var goesOn = true

    private let retryLimit: Int

    init(_ item: PlanItem, after attempts: [Attempted] = []) {
        losses = item.lostInARow
        retryLimit = item.retryLimit
        for outcome in attempts.compactMap(\.outcome) { note(outcome.state) }
    }

    mutating func note(_ state: TaskState) {
        attempts += 1
        losses = state == .lost ? losses + 1 : 0
        if state == .failed { failures += 1 }
        switch state {
        case .lost: goesOn = losses < 3
        case .failed: goesOn = failures <= retryLimit
        default: goesOn = false
        }
    }
}
