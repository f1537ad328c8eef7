import Synchronization

/// The runs that go on in a process.
final class GoingRuns: Sendable {
    private struct State {
        var runs: [Int64: RunningRun] = [:]
        /// Those that had ended before they were added.
        var ended: Set<Int64> = []
    }

    private let state = Mutex(State())

    var all: [RunningRun] { state.withLock { $0.runs.values.sorted { $0.id < $1.id } } }

    func add(_ run: RunningRun) {
        state.withLock { if $0.ended.remove(run.id) == nil { $0.runs[run.id] = run } }
    }

    func remove(_ id: Int64) {
        state.withLock { if $0.runs.removeValue(forKey: id) == nil { $0.ended.insert(id) } }
    }
}
