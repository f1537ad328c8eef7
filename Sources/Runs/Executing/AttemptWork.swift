import PipelineEngine
import Synchronization

/// What is under way for an item: an attempt, or the look of a probe.
///
/// An attempt can be asked to end before it has been started: that is then said as soon as it is.
final class AttemptWork: Sendable {
    private let launcher: any Launcher
    private let state = Mutex(State())

    private struct State {
        var handle: AttemptHandle?
        var look: _Concurrency.Task<Void, Never>?
        var attempt: Attempt?
        var isAskedToEnd = false
        var isKilled = false
    }

    init(_ launcher: any Launcher) { self.launcher = launcher }

    /// What names the attempt to the launcher, once it is started.
    var handle: AttemptHandle? { state.withLock(\.handle) }

    func started(_ handle: AttemptHandle) {
        let (asked, killed) = state.withLock { state in
            state.handle = handle
            return (state.isAskedToEnd, state.isKilled)
        }
        if asked { launcher.end(handle) }
        if killed { launcher.kill(handle) }
    }

    /// It is a look, which goes on in that task.
    func looks(for attempt: Attempt, in look: _Concurrency.Task<Void, Never>) {
        let isAsked = state.withLock { state in
            (state.look, state.attempt) = (look, attempt)
            return state.isAskedToEnd
        }
        if isAsked { look.cancel() }
    }

    func end() {
        let (handle, look) = state.withLock { state in
            state.isAskedToEnd = true
            return (state.handle, state.look)
        }
        if let handle { launcher.end(handle) }
        look?.cancel()
    }

    func kill() {
        let (handle, attempt) = state.withLock { state in
            state.isKilled = true
            return (state.handle, state.attempt)
        }
        if let handle { launcher.kill(handle) }
        if let attempt { launcher.killLook(of: attempt) }
    }
}
