import Dataswarm
import PipelineGraph
import PipelineRecord

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

    private let retries: Retries

    init(_ item: PlanItem, after attempts: [Attempted] = []) {
        losses = item.lostInARow
        retries = item.settings.retries ?? .never
        for outcome in attempts.compactMap(\.outcome) { note(outcome) }
    }

    mutating func note(_ outcome: AttemptOutcome) {
        attempts += 1
        losses = outcome.state == .lost ? losses + 1 : 0
        if outcome.state == .failed { failures += 1 }
        switch outcome.state {
        case .lost: goesOn = losses < 3
        case .failed: goesOn = failures <= retries.limit && isListed(outcome)
        default: goesOn = false
        }
    }

    /// Whether a failure is among those that retries are for.
    private func isListed(_ outcome: AttemptOutcome) -> Bool {
        let name = outcome.cause?.rawValue
        if retries.causes.contains(where: { $0.name == name }) { return true }
        return outcome.cause == .exit && retries.causes.contains(.exitCode(Int(outcome.exitCode ?? 0)))
    }
}
