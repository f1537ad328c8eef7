import Dataswarm
import PipelineEngine
import PipelineRecord
import Synchronization

/// A launcher that does what a test says. What works hears of being asked to end by the cancellation of its task.
final class ScriptedLauncher: Launcher {
    private let work: @Sendable (Attempt) async -> AttemptEnd
    private let look: @Sendable (RenderedProbe.Condition, Attempt) async -> ProbeAnswer
    private let atOnce: @Sendable () -> Void
    private let measures: AttemptMeasures?
    private let tasks = Mutex<[AttemptHandle: _Concurrency.Task<AttemptEnd, Never>]>([:])
    private let forgottenHandles = Mutex<[AttemptHandle]>([])

    init(
        work: @escaping @Sendable (Attempt) async -> AttemptEnd = { _ in .exited(0) },
        look: @escaping @Sendable (RenderedProbe.Condition, Attempt) async -> ProbeAnswer = { _, _ in .yes },
        atOnce: @escaping @Sendable () -> Void = {}, measures: AttemptMeasures? = nil
    ) {
        self.work = work
        self.look = look
        self.atOnce = atOnce
        self.measures = measures
    }

    /// The attempts whose ends are on record, as the run has said.
    var forgotten: [String] { forgottenHandles.withLock { $0.map(\.text) } }

    func submit(_ attempt: Attempt) async -> Submission {
        let handle = AttemptHandle(text: attempt.folder)
        let task = _Concurrency.Task.detached { [work] in await work(attempt) }
        tasks.withLock { $0[handle] = task }
        return .started(handle)
    }

    func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult {
        let task = tasks.withLock { $0[handle] }
        return AttemptResult(await task?.value ?? .lost("nobody knows it"), measures: measures)
    }

    func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool { tasks.withLock { $0[handle] != nil } }

    func end(_ handle: AttemptHandle) { tasks.withLock { $0[handle] }?.cancel() }

    func kill(_ handle: AttemptHandle) {
        atOnce()
        end(handle)
    }

    func forget(_ handle: AttemptHandle) { forgottenHandles.withLock { $0.append(handle) } }

    func killLook(of attempt: Attempt) { atOnce() }

    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer {
        await look(condition, attempt)
    }
}

/// Returns once the calling task is cancelled.
func untilCancelled() async {
    let (stream, continuation) = AsyncStream<Never>.makeStream()
    for await _ in stream {}
    continuation.finish()
}
