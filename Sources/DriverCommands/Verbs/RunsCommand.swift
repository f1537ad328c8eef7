import ArgumentParser
import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List runs, the newest first, or show one with its tasks and attempts.",
        usage: "driver runs [<run>] [<options>]",
        discussion: """
            A run is what one call of driver asked for: a ds or a range. Of one whose driver was killed it is said that it is \
            lost.

            Examples:
              driver runs
              driver runs --ds 2016-04-26 --last 5
              driver runs --running
              driver runs 213
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("The number of a run.", valueName: "run"))
    var run: Int64?

    @Option(name: .long, help: ArgumentHelp("Only runs about this datestamp.", valueName: "ds"))
    var ds: String?

    @Option(name: .long, help: ArgumentHelp("How many (default: 20).", valueName: "n"))
    var last = 20

    @Flag(name: .long, help: "Only those that go on.")
    var running = false

    @Flag(name: .long, help: "Print one JSON object a run; of one run, one an attempt behind it.")
    var json = false

    @OptionGroup var options: GraphOptions

    func validate() throws {
        guard (1...1_000_000).contains(last) else {
            throw ValidationError("--last \(last): from 1 to 1000000 runs can be listed.")
        }
        if run != nil, ds != nil || running {
            throw ValidationError("a run's number says which one: leave out --ds and --running.")
        }
    }

    /// What is said where there is none.
    private var words: String {
        let about = ds.map { " for \($0)" } ?? ""
        return running ? "no run goes on\(about)" : "no run\(about) is on record"
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            try workspace.requireNamedState()
            let ds = try await ds.map { try DatestampOption(single: $0) }?
                .range(in: try await workspace.graphToLookAt()) { try $0.pipelines(only: []) }.first
            let store = try await workspace.existingStore()
            let report = RunsReport(folder: workspace.folder, now: MachineClock().wallTime)
            let console = Console.output
            if let run {
                guard let record = try await store?.run(run) else {
                    throw DriverError(
                        .usage, "there is no run \(run) on record: 'driver runs' lists those that there are.")
                }
                let attempts = try await store?.attempts(run: run) ?? []
                let waits = try await store?.waits().filter { $0.run == run } ?? []
                let claims = waits.isEmpty ? [] : try await store?.claims(ds: nil) ?? []
                let byKey = Dictionary(claims.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
                let lines =
                    json
                    ? report.json(record, attempts, waits)
                    : report.lines(record, attempts, waits, byKey, Style(for: console))
                for line in lines { console.line(line) }
            } else {
                let filter = RunFilter(
                    ds: ds?.description, states: running ? [.running] : [], limit: running ? .max : last)
                var runs = try await store?.runs(filter) ?? []
                if running { runs = Array(runs.filter { report.state(of: $0) == .running }.prefix(last)) }
                if runs.isEmpty, !json { console.line(words) }
                for line in json ? runs.map(report.json) : report.list(runs, Style(for: console)) { console.line(line) }
            }
            console.flush()
        }
    }
}
