import PipelineEngine
import PipelineRecord
import Synchronization

/// Looks whether somebody has asked a run of this process to stop, and stops it.
///
/// A process that has many runs cannot be told by a signal which of them is meant. So it looks at the record at a rhythm, while
/// there are any; where nothing was committed since the last look, that takes some microseconds.
final class CancellationWatch: Sendable {
    /// What a run is told; its tasks bear it on record.
    static let reason = "cancelled by 'driver cancel'"

    private let configuration: Runner.Configuration
    private let state = Mutex(State())

    /// Between two looks, in milliseconds.
    private static let pause: Int64 = 100

    private struct State {
        /// The runs that go on, with what they have been told already.
        var runs: [Int64: (run: RunningRun, known: CancelRequest?)] = [:]
        /// Those that had ended before they were to be looked for.
        var ended: Set<Int64> = []
        /// Goes up with each run: a request may have been there before its run was looked for.
        var arrivals = 0
        var looking: _Concurrency.Task<Void, Never>?
        var isStopped = false
    }

    init(_ configuration: Runner.Configuration) { self.configuration = configuration }

    /// - Parameter known: what was asked of it before this process had it, and it has been told.
    func look(for run: RunningRun, known: CancelRequest?) {
        state.withLock { state in
            if state.ended.remove(run.id) != nil || state.isStopped { return }
            state.runs[run.id] = (run, known)
            state.arrivals += 1
            if state.looking == nil {
                state.looking = _Concurrency.Task.detached(executorPreference: configuration.executor) { [weak self] in
                    await self?.look()
                }
            }
        }
    }

    /// A run has been told already, by whoever has it here, and that will be on record.
    func isTold(_ request: CancelRequest, _ run: Int64) {
        state.withLock { if $0.runs[run]?.known != .kill { $0.runs[run]?.known = request } }
    }

    func forget(_ run: Int64) {
        state.withLock { if $0.runs.removeValue(forKey: run) == nil { $0.ended.insert(run) } }
    }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.runs = [:]
            state.looking?.cancel()
        }
    }

    private func look() async {
        var seen: (change: Int64, arrivals: Int)?
        while let arrivals = arrivals() {
            // Whatever is the matter with the store, the runs find out when they ask it.
            if let change = try? await configuration.store.changeCount(),
                seen.map({ $0 != (change, arrivals) }) ?? true,
                let requests = try? await configuration.store.cancelRequests(owner: configuration.owner.id)
            {
                seen = (change, arrivals)
                tell(requests)
            }
            await configuration.clock.sleep(until: configuration.clock.steadyTime + CancellationWatch.pause)
        }
    }

    /// How many have come by now; `nil` where none is left, and this has come to its end.
    private func arrivals() -> Int? {
        state.withLock { state in
            if state.runs.isEmpty {
                state.looking = nil
                return nil
            }
            return state.arrivals
        }
    }

    private func tell(_ requests: [Int64: CancelRequest]) {
        let told = state.withLock { state in
            requests.sorted { $0.key < $1.key }.compactMap { id, request -> (RunningRun, Int)? in
                guard let (run, known) = state.runs[id], known != request, known != .kill else { return nil }
                state.runs[id]?.known = request
                // Asked again, a run kills what it has asked to end.
                return (run, request == .kill && known == nil ? 2 : 1)
            }
        }
        for (run, times) in told { for _ in 0..<times { run.stop(CancellationWatch.reason) } }
    }
}
