import ArgumentParser
import Dataswarm
import Host
import LocalLauncher
import PipelineEngine
import PipelineGraph

/// Runs the ds of a range one after the other, oldest first, each as a run of its own.
struct RangeRun {
    private let options: PlanOptions
    private let choice: TaskChoice
    private let execution: ExecutionOptions

    init(_ options: PlanOptions, _ choice: TaskChoice, _ execution: ExecutionOptions) {
        self.options = options
        self.choice = choice
        self.execution = execution
    }

    /// - Throws: the exit code, where something is not done at the end.
    func execute(dryRun: Bool) async throws {
        let workspace = try Workspace(options.graph)
        let range = try OptionText.range(options.ds)
        let graph = try await workspace.graph()
        if dryRun {
            try PlanPrinter(workspace, graph, options, choice, json: execution.json).print(range)
        } else {
            try await execute(workspace, graph, range)
        }
    }

    private func execute(_ workspace: Workspace, _ graph: Graph, _ range: DatestampRange) async throws {
        var failed: [String] = []
        let launcher = LocalLauncher(in: workspace)
        defer { launcher.close() }
        for ds in range {
            let session: RunSession
            do {
                guard let prepared = try prepare(workspace, graph, ds, launcher) else { continue }
                session = prepared
            } catch let error as PlanError where !failed.isEmpty {
                // A day that stands on one that has just failed: the other days may still be done.
                for problem in error.problems { Console.error.line("driver: \(ds): \(problem)") }
                Console.error.flush()
                failed.append(ds.description)
                continue
            }
            let limits = Limits(jobs: execution.jobs ?? Machine.processors, pools: graph.pools)
            let summary = try await session.execute(limits: limits, failureMode: execution.failureMode)
            if let signal = StopSignals.first {
                throw DriverError(signal == StopSignals.interrupt ? .interrupted : .terminated, [])
            }
            if !summary.isSuccess {
                failed.append(ds.description)
                if execution.failureMode != .finish { break }
            }
        }
        if failed.isEmpty { return }
        if range.count > 1 {
            Console.error.line("driver: not done for \(failed.joined(separator: ", ")).")
            Console.error.flush()
        }
        throw ExitCode(DriverError.Code.failed.rawValue)
    }

    /// A session for a ds; `nil` where there is nothing to do, and that is as it should be.
    private func prepare(_ workspace: Workspace, _ graph: Graph, _ ds: Datestamp, _ launcher: LocalLauncher) throws
        -> RunSession?
    {
        if let words = choice.wordsForNothing(ds) {
            if try workspace.existingStore() == nil { return nothing(words) }
            let session = try RunSession(
                workspace, graph, options, choice, ds: ds, json: execution.json, launcher: launcher)
            return session.isEmpty ? nothing(words) : session
        }
        return try RunSession(workspace, graph, options, choice, ds: ds, json: execution.json, launcher: launcher)
    }

    private func nothing(_ words: String) -> RunSession? {
        Console.say(words, besideEvents: execution.json)
        return nil
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
