import ArgumentParser
import Dataswarm
import LocalExecutor
import PipelineEngine
import PipelineGraph

/// Runs the ds of a range one after the other, oldest first, each as a run of its own.
struct RangeRun {
    let workspace: Workspace
    let graph: Graph
    let options: PlanOptions
    let execution: ExecutionOptions

    /// - Throws: the exit code, where something is not done at the end.
    func execute(_ range: DatestampRange) async throws {
        var failed: [String] = []
        let executor = Machine.executor(in: workspace)
        defer { executor.close() }
        for ds in range {
            let session: RunSession
            do {
                session = try RunSession(workspace, graph, options, ds: ds, json: execution.json, executor: executor)
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
}
