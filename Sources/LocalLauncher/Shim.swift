import Dataswarm
public import PipelineEngine
import Synchronization

final class ShimTable: Sendable {
    static let shared = ShimTable()
    let tasks = Mutex<[String: _Concurrency.Task<AttemptEnd, Never>]>([:])
}

extension LocalLauncher: Launcher {
    public func submit(_ attempt: Attempt) async -> Submission {
        let handle = AttemptHandle(text: "\(attempt.task)@\(attempt.ds)#\(attempt.number)")
        let task = _Concurrency.Task.detached { await self.execute(attempt) }
        ShimTable.shared.tasks.withLock { $0[handle.text] = task }
        return .started(handle)
    }
    public func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult {
        let task = ShimTable.shared.tasks.withLock { $0[handle.text] }
        return AttemptResult(await task!.value)
    }
    public func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool { false }
    public func end(_ handle: AttemptHandle) { ShimTable.shared.tasks.withLock { $0[handle.text] }?.cancel() }
    public func kill(_ handle: AttemptHandle) { hurry() }
    public func forget(_ handle: AttemptHandle) { ShimTable.shared.tasks.withLock { $0[handle.text] = nil } }
    public func killLook(of attempt: Attempt) { hurry() }
}
