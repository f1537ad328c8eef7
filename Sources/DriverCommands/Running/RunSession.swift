import Dataswarm
import Host
import LocalLauncher
import PipelineEngine
import PipelineGraph
import PipelineStore
import ProcessKeeping

/// One ds being run: its lock, its plan, and its execution.
final class RunSession {
    private let workspace: Workspace
    private let graph: Graph
    private let plan: Plan
    private let store: Store
    private let json: Bool
    private let launcher: LocalLauncher
    private let lock: RunLock

    /// Whether there is no task in it.
    var isEmpty: Bool { plan.items.isEmpty }

    init(
        _ workspace: Workspace, _ graph: Graph, _ options: PlanOptions, _ choice: TaskChoice, ds: Datestamp, json: Bool,
        launcher: LocalLauncher
    ) throws {
        self.workspace = workspace
        self.graph = graph
        self.json = json
        self.launcher = launcher
        lock = try RunSession.lock(ds, workspace)
        store = try Store.open(folder: workspace.folder.path)
        // Whoever holds the lock is the only one that runs this ds: what is recorded as running is not.
        let open = try store.openRuns(ds: ds.description)
        for run in open { RunSession.endLeftovers(of: run) }
        let lost = open.isEmpty ? [] : try store.recoverLost(ds: ds.description, at: MachineClock().wallTime)
        plan = try PlanMaking.plan(graph, options, choice, ds: ds, store: store)
        for task in lost {
            Console.error.line(
                "driver: '\(task.task)' was lost: the driver that ran it is gone. It counts as not done.")
        }
        for item in plan.items where item.resource?.isLeftover ?? false {
            guard case .run(let reason) = item.decision else { continue }
            Console.error.line("driver: '\(item.subject)' was \(reason): it is destroyed first.")
        }
        for warning in plan.warnings + RunSession.warnings(of: Secrets(workspace), in: plan) {
            Console.error.line("driver: warning: \(warning)")
        }
        Console.error.flush()
    }

    /// What is to be said of the secrets of tasks that run, once for each.
    private static func warnings(of secrets: Secrets, in plan: Plan) -> [String] {
        var names: Set<String> = []
        for item in plan.items where item.runs {
            let process: RenderedProcess
            switch item.invocation {
            case .process(let own): process = own
            case .probe(let probe):
                guard case .process(let own) = probe.condition else { continue }
                process = own
            case .nothing: continue
            }
            for variable in process.environment {
                if case .secret(let name) = variable.value { names.insert(name) }
            }
        }
        return names.sorted().compactMap(secrets.warning)
    }

    func execute(limits: Limits, failureMode: FailureMode) async throws -> RunSummary {
        let clock = MachineClock()
        let id = try store.beginRun(
            NewRun(
                ds: plan.ds.description, graphHash: graph.sha256, commandLine: Machine.commandLine,
                pid: Machine.processID, bootID: Machine.bootID, mark: launcher.mark.number,
                processStarted: ProcessIdentity.own?.startedAt ?? 0,
                startedAt: clock.wallTime))
        let observer = observer
        let run = Run(
            plan, of: graph, store: store, launcher: launcher, folder: workspace.folder,
            observer: observer)
        let stop = run.stopper
        let live = observer as? LiveReport
        let destruction = plan.stepCount > 0 ? "; then resources are destroyed, which a second request leaves out" : ""
        let words = "what runs is asked to end, and has \(run.grace.phrase) for that\(destruction)"
        StopSignals.onStop { signal in
            let isFirst = StopSignals.count == 1
            let reason = StopSignals.reason(for: signal)
            stop(reason)
            let sentence = isFirst ? "\(reason): \(words)" : "\(reason) again: what runs is killed"
            // Beside the live display, and not through it, the line would not stay.
            if let live { return live.say(sentence) }
            Console.error.line("driver: \(sentence).")
            Console.error.flush()
        }
        defer { StopSignals.onStop(nil) }
        return try await run.execute(id, limits: limits, failureMode: failureMode)
    }

    private var observer: any RunObserver {
        if json { return JSONReport(.output) }
        return Console.output.isTerminal
            ? LiveReport(.output, folder: workspace.folder) : PlainReport(.output, folder: workspace.folder)
    }

    /// Kills what the tasks of a run have left behind whose driver is gone with all that kept them.
    ///
    /// Since the machine was started anew there can be nothing.
    private static func endLeftovers(of run: RunRecord) {
        // A copy of the state folder may be of a run whose driver lives: that one is not gone. Starts are told apart by
        // hundredths of a second, and so the program counts, too.
        let driver = ProcessIdentity(number: run.pid, startedAt: run.processStarted)
        guard run.bootID == Machine.bootID, !(driver.isAlive && driver.runsThisProgram),
            let mark = Mark(recorded: run.mark)
        else { return }
        Leftovers.end(mark)
    }

    static func lock(_ ds: Datestamp, _ workspace: Workspace) throws -> RunLock {
        do {
            return try RunLock(ds: ds.description, in: workspace.folder)
        } catch .held {
            throw DriverError(
                .busy,
                "another driver is running \(ds) in \(workspace.folder.path.printable): wait for it, or look at it with 'driver status --ds \(ds)'."
            )
        } catch .unavailable(let reason) {
            throw DriverError(
                .state,
                "the state folder '\(workspace.folder.path.printable)' cannot be used: \(reason). Name another with --state."
            )
        }
    }
}
