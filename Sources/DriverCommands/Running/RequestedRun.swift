import ArgumentParser
import Dataswarm
import Host
import LocalLauncher
import PipelineEngine
import PipelineGraph
import PipelineRecord
import ProcessKeeping
import Runs
import SQLiteStore
import Synchronization

/// What `run` and `retry` do: one run, for a ds or a range.
struct RequestedRun {
    /// Which tasks a run is about.
    enum Choice {
        /// Those that options name; where they name none, what is scheduled for the ds.
        case named(SelectionOptions)
        /// What failed and what waits for it; of these only what the selectors select, where there are any.
        case failed(SelectionOptions)

        var options: SelectionOptions {
            switch self {
            case .named(let options), .failed(let options): options
            }
        }
    }

    private let options: PlanOptions
    private let choice: Choice
    private let execution: ExecutionOptions

    init(_ options: PlanOptions, _ choice: Choice, _ execution: ExecutionOptions) {
        self.options = options
        self.choice = choice
        self.execution = execution
    }

    /// - Parameter dryRun: how to show the plan, where nothing is to be run.
    /// - Throws: the exit code, where something is not done at the end.
    func execute(dryRun: PlanPrinter.Form?) async throws {
        let workspace = try Workspace(options.graph)
        let request = try options.request(choice, execution, in: workspace)
        let graph = try await workspace.graph()
        try choice.options.refuseVerbs(in: graph)
        let planner = try RequestPlanner(try await request.of(graph), of: graph)
        if let dryRun {
            try await PlanPrinter(workspace, planner, dryRun).print()
        } else {
            try await execute(planner, in: workspace)
        }
    }

    private func execute(_ planner: RequestPlanner, in workspace: Workspace) async throws {
        // Where nothing has ever run, nothing has failed.
        if planner.request.retriesFailed, try await workspace.existingStore() == nil {
            for ds in planner.datestamps { say(planner.wordsForNothing(ds) ?? "") }
            return
        }
        let launcher = LocalLauncher(in: workspace)
        defer { launcher.close() }
        let runner = try await Runner(launcher, in: workspace)
        defer { runner.close() }
        let prepared = try await runner.prepare(planner.request, of: planner.graph)
        RunWords.say(prepared.notices)
        for words in prepared.nothing { say(words) }
        if prepared.isNothing { return }
        let failures = FailedDatestamps()
        let (report, tail) = report(workspace.folder)
        // The last words of a task come before it is said that it has ended.
        let listeners: [any RunListener] = (tail.map { [$0] } ?? []) + [report, failures]
        let run = try await runner.start(prepared, commandLine: Machine.commandLine, listeners: listeners)
        // Once the run is on record, nobody takes its graph for one that is not needed.
        workspace.keepGraph(planner.graph)
        let summary = try await stopping(run, prepared, report)
        sayLeft(of: planner, failures.datestamps, summary.notBegun)
        if let signal = StopSignals.first {
            throw DriverError(signal == StopSignals.interrupt ? .interrupted : .terminated, [])
        }
        if summary.isSuccess { return }
        throw ExitCode(DriverError.Code.failed.rawValue)
    }

    /// Names the ds of a range that are left, and how.
    private func sayLeft(of planner: RequestPlanner, _ failed: [String], _ notBegun: [String]) {
        guard planner.datestamps.count > 1 else { return }
        var words: [String] = []
        if !failed.isEmpty { words.append("not done for \(RunWords.ranges(failed))") }
        if !notBegun.isEmpty { words.append("not begun for \(RunWords.ranges(notBegun))") }
        if words.isEmpty { return }
        Console.error.line("driver: \(words.joined(separator: "; ")).")
        Console.error.flush()
    }

    private func say(_ words: String) { Console.say(words, besideEvents: execution.json) }

    /// What tells of the run, and what follows the output of its tasks where that is to be shown.
    private func report(_ folder: StateFolder) -> (report: any RunListener, tail: OutputTail?) {
        let followsAll = execution.output == .all
        if execution.json {
            let report = JSONReport(.output, logs: execution.output == .failed ? folder : nil)
            return (report, followsAll ? OutputTail(folder) { report.show($0) } : nil)
        }
        let showsLogs = execution.output != OutputMode.none
        if Console.output.isTerminal {
            let report = LiveReport(.output, folder: folder, showsLogs: showsLogs)
            return (report, followsAll ? OutputTail(folder) { report.show($0) } : nil)
        }
        let report = PlainReport(.output, folder: folder, showsLogs: showsLogs)
        return (report, followsAll ? OutputTail(folder) { report.show($0) } : nil)
    }

    /// Waits for the end of a run, and passes on what is to stop it.
    private func stopping(
        _ run: RunningRun, _ prepared: PreparedRun, _ report: any RunListener
    ) async throws -> RunSummary {
        let live = report as? LiveReport
        let hasResources = !prepared.planner.graph.resources.isEmpty
        let destruction = hasResources ? "; then resources are destroyed, which a second request leaves out" : ""
        let words = "what runs is asked to end, and has \(Runner.grace.phrase) for that\(destruction)"
        StopSignals.onStop { signal in
            let isFirst = StopSignals.count == 1
            let reason = StopSignals.reason(for: signal)
            run.stop(reason)
            let sentence = isFirst ? "\(reason): \(words)" : "\(reason) again: what runs is killed"
            // Beside the live display, and not through it, the line would not stay.
            if let live { return live.say(sentence) }
            Console.error.line("driver: \(sentence).")
            Console.error.flush()
        }
        defer { StopSignals.onStop(nil) }
        return try await run.end()
    }
}

/// The ds of a run that are not done, in the order in which they ended.
private final class FailedDatestamps: RunListener {
    private let found = Mutex<[String]>([])

    var datestamps: [String] { found.withLock(\.self) }

    private func note(_ ds: String) {
        found.withLock { if !$0.contains(ds) { $0.append(ds) } }
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .planFailed(let ds, _): note(ds)
        case .datestampEnded(let summary) where !summary.isSuccess: note(summary.ds)
        default: break
        }
    }
}

extension Console {
    /// Says that there is nothing to do: on standard output, unless that is for events alone.
    static func say(_ words: String, besideEvents: Bool) {
        let console = besideEvents ? Console.error : .output
        console.line(besideEvents ? "driver: \(words)." : words)
        console.flush()
    }
}
