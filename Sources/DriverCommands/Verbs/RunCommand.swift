import ArgumentParser
import Dataswarm
import LocalExecutor
import PipelineEngine
import PipelineGraph
import PipelineStore

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run what is not done yet (the default verb).",
        discussion: """
            What succeeded for the ds with the same invocation is passed over; what failed, changed or stands on something
            newer runs again.

            Examples:
              driver --ds 2016-04-26
              driver --ds 2016-04-26 --only dump --force
              driver --ds 2013-01-01..2013-01-10 --only pipeline:flights --jobs 4
              driver --ds 2016-04-26 --only +post --set limit=5 --fail-fast
            """)

    @OptionGroup var options: PlanOptions

    @Option(
        name: [.long, .short],
        help: ArgumentHelp("How many tasks run at a time (default: the processors).", valueName: "n"))
    var jobs: Int?

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Show what would run, and run nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Start nothing new after the first failure.")
    var failFast = false

    @Flag(name: .long, help: "Print one JSON event a line.")
    var json = false

    func validate() throws {
        if let jobs, !(1...10_000).contains(jobs) {
            throw ValidationError("--jobs \(jobs): from 1 to 10000 tasks can run at a time.")
        }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options.graph)
            let range = try OptionText.range(options.ds)
            let graph = try await workspace.graph()
            if dryRun {
                try PlanPrinter(workspace, graph, options, json: json).print(range)
                return
            }
            try await execute(workspace, graph, range)
        }
    }

    private func execute(_ workspace: Workspace, _ graph: Graph, _ range: DatestampRange) async throws {
        var failed: [String] = []
        for ds in range {
            let session: RunSession
            do {
                session = try RunSession(workspace, graph, options, ds: ds, json: json)
            } catch let error as PlanError where !failed.isEmpty {
                // A day that stands on one that has just failed: the other days may still be done.
                for problem in error.problems { Console.error.line("driver: \(ds): \(problem)") }
                Console.error.flush()
                failed.append(ds.description)
                continue
            }
            let summary = try await session.execute(
                limits: Limits(jobs: jobs ?? Machine.processors, pools: graph.pools), stopsAtFailure: failFast)
            if let signal = StopSignals.first {
                throw DriverError(signal == StopSignals.interrupt ? .interrupted : .terminated, [])
            }
            if !summary.isSuccess {
                failed.append(ds.description)
                if failFast { break }
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
