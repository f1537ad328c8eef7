import Dataswarm
import PipelineEngine

/// A launcher that does what a test says.
struct ScriptedLauncher: Launcher {
    var work: @Sendable (Attempt) async -> AttemptEnd = { _ in .exited(0) }
    var look: @Sendable (RenderedProbe.Condition, Attempt) async -> ProbeAnswer = { _, _ in .yes }

    var atOnce: @Sendable () -> Void = {}

    func submit(_ attempt: Attempt) async -> Submission { .started(AttemptHandle(text: attempt.folder)) }

    func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult {
        AttemptResult(await work(attempt))
    }

    /// What works hears of it by the cancellation of its task.
    func end(_ handle: AttemptHandle) {}

    func kill(_ handle: AttemptHandle) { atOnce() }

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
