import Runs
import Synchronization

/// A clock that goes on when it is told to, and then wakes who slept until then.
final class VirtualClock: RunClock {
    private struct State {
        var now: Int64 = 0
        var last = 0
        var sleepers: [Int: (time: Int64, continuation: UnsafeContinuation<Void, Never>)] = [:]
    }

    private let state = Mutex(State())

    var steadyTime: Int64 { state.withLock(\.now) }
    var wallTime: Int64 { JumpingClock.midnight + steadyTime }

    /// When the next one wakes.
    var next: Int64? { state.withLock { $0.sleepers.values.map(\.time).min() } }

    func sleep(until time: Int64) async {
        let sleeper = state.withLock { state in
            state.last += 1
            return state.last
        }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let isOver = state.withLock { state in
                    if time <= state.now || _Concurrency.Task.isCancelled { return true }
                    state.sleepers[sleeper] = (time, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: sleeper) }?.continuation.resume()
        }
    }

    /// Makes it that time, if it is not later.
    func advance(to time: Int64) {
        let woken = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.value.time <= state.now }.sorted { $0.key < $1.key }
            for (sleeper, _) in due { state.sleepers[sleeper] = nil }
            return due.map(\.value.continuation)
        }
        for continuation in woken { continuation.resume() }
    }
}
