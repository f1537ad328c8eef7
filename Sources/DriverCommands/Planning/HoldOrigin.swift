import Dataswarm
import PipelineGraph
import PipelineRecord

/// Where it began that a task is held: the first key of a chain over datestamps, in which each waits for the one before.
struct HoldOrigin {
    let graph: Graph
    let store: any RunStore

    /// How far a chain is followed.
    private static let limit = 100_000

    /// The key that keeps all others of the chain from running, and what is on record of it; `nil` where that is the one that
    /// the hold names.
    func find(_ hold: Hold, of task: String) async throws -> (key: TaskKey, record: TaskRecord?)? {
        let first: TaskKey
        switch hold {
        case .previous(_, let ds): first = TaskKey(task, ds: ds)
        case .other(let key, _, _): first = key
        case .lost, .failing: return nil
        }
        var key = first
        for _ in 0..<HoldOrigin.limit {
            let record = try await store.record(key)
            guard record?.state == .upstreamFailed, let before = try await culprit(of: key) else {
                return key == first ? nil : (key, record)
            }
            key = before
        }
        return nil
    }

    /// What a key waits for at another ds and has not succeeded.
    private func culprit(of key: TaskKey) async throws -> TaskKey? {
        guard let node = graph.index(of: key.task), let ds = try? Datestamp(key.ds) else { return nil }
        for edge in graph.windows.upstream(of: node) {
            for other in (try? graph.datestamps(of: edge, from: ds)) ?? [] where other != ds {
                let before = TaskKey(graph.nodes[edge.source].fullName, ds: other.description)
                let state = try await store.record(before)?.state
                if state != .succeeded, state != .skipped { return before }
            }
        }
        return nil
    }
}
