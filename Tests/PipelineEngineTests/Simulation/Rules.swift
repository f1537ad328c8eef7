import Dataswarm
import PipelineGraph
import PipelineRecord

/// What trigger rules mean, as the language's documentation has it: over what has become of all that is waited for.
enum Rules {
    /// Whether a task may start while some of what it waits for has not come to an end: that is `nil`.
    static func mayStart(_ rule: TriggerRule, _ upstream: [TaskState?]) -> Bool {
        if upstream.isEmpty { return true }
        return switch rule {
        case .allSucceeded: upstream.allSatisfy { $0 == .succeeded }
        case .noneFailed: upstream.allSatisfy { $0 == .succeeded || $0 == .skipped }
        case .allDone: upstream.allSatisfy { $0 != nil }
        case .oneSucceeded: upstream.contains(.succeeded)
        case .oneFailed: upstream.contains { $0.map(isBad) ?? false }
        case .always: true
        }
    }

    /// What becomes of a task that will never start; `nil` where it starts, or may start yet.
    static func refusal(_ rule: TriggerRule, _ upstream: [TaskState?]) -> TaskState? {
        if mayStart(rule, upstream) { return nil }
        let isComplete = upstream.allSatisfy { $0 != nil }
        let hasBad = upstream.contains { $0.map(isBad) ?? false }
        return switch rule {
        case .allSucceeded: hasBad ? .upstreamFailed : isComplete ? .skipped : nil
        case .noneFailed: hasBad ? .upstreamFailed : nil
        case .oneSucceeded: isComplete ? (hasBad ? .upstreamFailed : .skipped) : nil
        case .oneFailed: isComplete ? .skipped : nil
        case .allDone, .always: nil
        }
    }

    /// Why a creation is not begun, or not gone on with.
    static let unneeded = "nothing needs it"

    /// What has become of a group; `nil` while one of its members has not come to an end.
    static func group(_ members: [TaskState?]) -> TaskState? {
        if members.contains(nil) { return nil }
        if members.contains(where: { $0.map(isBad) ?? false }) { return .failed }
        return members.contains(.skipped) && !members.contains(.succeeded) ? .skipped : .succeeded
    }

    private static func isBad(_ state: TaskState) -> Bool { state != .succeeded && state != .skipped }
}
