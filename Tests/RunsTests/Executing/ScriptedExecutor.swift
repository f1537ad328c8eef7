import Dataswarm
import PipelineEngine

/// An executor that does what a test says.
struct ScriptedExecutor: Executor {
    var work: @Sendable (Attempt) async -> AttemptEnd = { _ in .exited(0) }
    var look: @Sendable (RenderedProbe.Condition, Attempt) async -> ProbeAnswer = { _, _ in .yes }

    var atOnce: @Sendable () -> Void = {}

    func hurry() { atOnce() }

    func execute(_ attempt: Attempt) async -> AttemptEnd { await work(attempt) }

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
