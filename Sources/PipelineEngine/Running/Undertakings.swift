import Dataswarm
import Synchronization

/// What a run has under way at its launcher.
final class Undertakings: Sendable {
    private let launcher: any Launcher
    private let state = Mutex(State())

    private struct State {
        var handles: Set<AttemptHandle> = []
        var looks: [String: Attempt] = [:]
    }

    init(_ launcher: any Launcher) { self.launcher = launcher }

    /// Carries an attempt out from its beginning to its end. Cancelling the calling task asks it to end.
    func execute(_ attempt: Attempt) async -> AttemptEnd {
        if _Concurrency.Task.isCancelled { return .endedOnRequest }
        switch await launcher.submit(attempt) {
        case .refused(let result): return result.end
        case .started(let handle):
            state.withLock { _ = $0.handles.insert(handle) }
            defer { state.withLock { _ = $0.handles.remove(handle) } }
            let result = await withTaskCancellationHandler {
                await launcher.wait(for: attempt, handle)
            } onCancel: {
                launcher.end(handle)
            }
            launcher.forget(handle)
            return result.end
        }
    }

    /// Looks once. Cancelling the calling task asks what was started for it to end.
    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer {
        state.withLock { $0.looks[attempt.folder] = attempt }
        defer { state.withLock { $0.looks[attempt.folder] = nil } }
        return await launcher.check(condition, for: attempt)
    }

    /// Kills at once all that is under way.
    func killAll() {
        let (handles, looks) = state.withLock { ($0.handles, $0.looks) }
        for handle in handles { launcher.kill(handle) }
        for attempt in looks.values { launcher.killLook(of: attempt) }
    }
}
