import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance
import Synchronization

@testable import Runs

/// All that runs need: a graph, a store in memory, a state folder, and a clock that jumps.
final class Stage: Sendable {
    let graph: Graph
    let graphJSON: [UInt8]
    let store: MemoryStore
    let clock = JumpingClock()
    let folder: StateFolder
    private let temporary = TemporaryFolder()

    convenience init(
        pools: [Pool] = [], store: MemoryStore = MemoryStore(), @PipelineBuilder content: () -> [Statement]
    ) throws {
        try self.init(pools: pools, store: store, [Pipeline("p", content: content)])
    }

    init(pools: [Pool] = [], store: MemoryStore = MemoryStore(), _ pipelines: [Pipeline]) throws {
        graphJSON = Definitions(pools: pools, pipelines: pipelines).graphJSON
        graph = try Graph.load(graphJSON)
        self.store = store
        folder = StateFolder(path: temporary.path)
    }

    /// A process that executes runs, as far as the store can tell.
    func runner(
        _ launcher: ScriptedLauncher = ScriptedLauncher(), owner: String = "one", process: Int32 = 1,
        isAdoptable: Bool = false, jobs: Int = 8, grace: Duration = .seconds(10)
    ) throws -> Runner {
        var configuration = Runner.Configuration(
            folder: folder, store: store, launcher: launcher,
            owner: RunOwner(id: owner, process: process, bootID: "boot", isAdoptable: isAdoptable))
        // One that can be adopted looks at a rhythm for what is asked of it: on a clock that jumps that would be without end.
        configuration.clock = isAdoptable ? MachineClock() : clock
        configuration.jobs = jobs
        configuration.grace = grace
        return Runner(configuration, lock: try OwnerLock(owner: owner, in: folder))
    }

    /// A request for the day, or another ds.
    func request(_ ds: String = day, only: String...) -> RunRequest {
        var request = RunRequest(graphHash: graph.sha256, ds: ds)
        request.only = only
        return request
    }

    /// Begins a run.
    func start(
        _ request: RunRequest? = nil, on runner: Runner, _ listeners: any RunListener...
    ) async throws -> RunningRun {
        let prepared = try await runner.prepare(request ?? self.request(), of: graph)
        return try await runner.start(prepared, commandLine: "driver", listeners: listeners)
    }

    /// Executes everything for the day, one attempt at a time unless told.
    @discardableResult
    func execute(
        _ launcher: ScriptedLauncher = ScriptedLauncher(), jobs: Int = 1, _ listener: (any RunListener)? = nil
    ) async throws -> RunSummary {
        let runner = try runner(launcher, jobs: jobs)
        let prepared = try await runner.prepare(request(), of: graph)
        let listeners = listener.map { [$0] } ?? []
        return try await runner.start(prepared, commandLine: "driver", listeners: listeners).end()
    }

    func attempts(of task: String, ds: String = day) -> [AttemptRecord] { store.attempts(TaskKey("p.\(task)", ds: ds)) }

    func state(of task: String, ds: String = day) -> TaskState? { store.record(TaskKey("p.\(task)", ds: ds))?.state }

    /// The newest run's.
    var runState: RunState? { store.runs(RunFilter(limit: 1)).first?.state }
}
