import PipelineGraph
import PipelineRecord

/// How many tasks stand how: `5 succeeded, 2 of them stale, 1 failed, 3 not run`.
struct StatusCounts {
    let text: String

    /// - Parameter counts: what is not scheduled is not counted.
    init(_ counts: [Standing: Int]) {
        let stale = counts[.stale] ?? 0
        var parts = TaskState.allCases.compactMap { state -> String? in
            var count = counts[.recorded(state)] ?? 0
            if state == .succeeded { count += stale }
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
        if stale > 0, let place = parts.firstIndex(where: { $0.hasSuffix(TaskState.succeeded.rawValue) }) {
            parts.insert("\(stale) of them stale", at: place + 1)
        }
        if let open = counts[.notRun] { parts.append("\(open) not run") }
        text = parts.isEmpty && !counts.isEmpty ? "nothing is scheduled" : parts.joined(separator: ", ")
    }
}
