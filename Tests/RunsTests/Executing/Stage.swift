import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import SQLiteStore

/// All that a run needs: a plan, a real store in a folder of its own, and a clock that jumps.
final class Stage: Sendable {
    let planned: Planned
    let store: SQLiteStore
    let clock = JumpingClock()
    let folder: StateFolder
    /// The number of the run.
    let id: Int64
    private let temporary = TemporaryFolder()

    init(@PipelineBuilder content: () -> [Statement]) throws {
        planned = try Planned([Pipeline("p", content: content)])
        folder = StateFolder(path: temporary.path)
        store = try SQLiteStore.open(folder: folder.path)
        id = try store.beginRun(
            NewRun(ds: day, graphHash: "", commandLine: "driver", pid: 1, bootID: "", startedAt: clock.wallTime)
        )
    }

    func run(_ launcher: ScriptedLauncher, observer: (any RunObserver)? = nil) -> Run {
        Run(
            planned.plan,
            of: planned.graph,
            store: store,
            launcher: launcher,
            folder: folder,
            clock: clock,
            observer: observer ?? Witness(store)
        )
    }

    func attempts(of task: String) throws -> [AttemptRecord] { try store.attempts(task: "p.\(task)", ds: day) }

    func state(of task: String) throws -> TaskState? { try store.record(task: "p.\(task)", ds: day)?.state }

    var runState: RunState? { get throws { try store.runs(ds: day, limit: 1).first?.state } }
}
