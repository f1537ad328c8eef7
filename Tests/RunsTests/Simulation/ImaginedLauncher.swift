import Dataswarm
import PipelineEngine
import PipelineRecord

/// The launcher of one process: what it starts is under way in the workshop, and goes on there when the process is dead.
struct ImaginedLauncher: Launcher {
    let scene: Scene
    let process: ImaginedProcess

    private static let unknown = AttemptEnd.lost("nobody knows it")

    private func key(_ attempt: Attempt) -> AttemptKey {
        AttemptKey(TaskKey(attempt.task, ds: attempt.ds), number: attempt.number)
    }

    /// A handle is the number, the ds and the task, so that it names the attempt in every process.
    private func key(_ handle: AttemptHandle) -> AttemptKey {
        let parts = handle.text.split(separator: " ").map(String.init)
        return AttemptKey(TaskKey(parts[2], ds: parts[1]), number: Int(parts[0]) ?? 0)
    }

    private func handle(_ attempt: AttemptKey) -> AttemptHandle {
        AttemptHandle(text: "\(attempt.number) \(attempt.key.ds) \(attempt.key.task)")
    }

    func submit(_ attempt: Attempt) async -> Submission {
        await scene.timetable.pass()
        let key = key(attempt)
        guard !process.isDead, scene.begin(key, isLook: false, by: process) else {
            return .refused(AttemptResult(ImaginedLauncher.unknown))
        }
        await scene.timetable.pass()
        return .started(handle(key))
    }

    func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult {
        let key = key(attempt)
        if !process.isDead { await withUnsafeContinuation { scene.workshop.wait(for: key, $0) } }
        if process.isDead { return AttemptResult(ImaginedLauncher.unknown) }
        return AttemptResult(scene.workshop.ended[key]?.end ?? ImaginedLauncher.unknown)
    }

    func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool {
        await scene.timetable.pass()
        guard !process.isDead, isKept(key(handle)) else { return false }
        scene.workshop.take(key(handle), by: process)
        return true
    }

    func find(_ attempt: Attempt) async -> AttemptHandle? {
        await scene.timetable.pass()
        return isKept(key(attempt)) ? handle(key(attempt)) : nil
    }

    private func isKept(_ attempt: AttemptKey) -> Bool {
        let owner = scene.workshop.works[attempt]?.process ?? scene.workshop.ended[attempt]?.process
        return process.keeper.isAlive && owner?.keeper === process.keeper
    }

    func endStrays() async {
        await scene.timetable.pass()
        if process.isDead { return }
        // Whoever has the same name on record is gone, and so is what was kept by a keeper that has died as well.
        scene.workshop.remove { $0.process.isDead && $0.process.owner.id == process.owner.id }
        await scene.timetable.pass()
    }

    func end(_ handle: AttemptHandle) { ask(key(handle), atOnce: false) }
    func kill(_ handle: AttemptHandle) { ask(key(handle), atOnce: true) }
    func killLook(of attempt: Attempt) { ask(key(attempt), atOnce: true) }

    private func ask(_ attempt: AttemptKey, atOnce: Bool) {
        if !process.isDead { scene.workshop.end(attempt, at: scene.clock.steadyTime, atOnce: atOnce) }
    }

    func forget(_ handle: AttemptHandle) { if !process.isDead { scene.workshop.forget(key(handle)) } }

    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer {
        await scene.timetable.pass()
        let key = key(attempt)
        guard !process.isDead, scene.begin(key, isLook: true, by: process) else { return .lost("nobody knows it") }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { scene.workshop.wait(for: key, $0) }
        } onCancel: {
            ask(key, atOnce: false)
        }
        if process.isDead { return .lost("nobody knows it") }
        return scene.workshop.takeAnswer(key) ?? .lost("nobody knows it")
    }
}
