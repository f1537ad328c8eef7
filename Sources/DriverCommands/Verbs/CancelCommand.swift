import ArgumentParser
import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "End a run, from another terminal, as Ctrl-C does there.",
        usage: """
            driver cancel <run> [<options>]
            driver cancel --ds <ds> [<options>]
            """,
        discussion: """
            What runs is asked to end and has ten seconds for that; what has not begun is cancelled. Other runs go on. The \
            verb returns when the run has ended. The exit code is 1 where nothing is running, or it does not end in time. \
            'driver runs --running' lists what can be cancelled.

            Examples:
              driver cancel 213
              driver cancel --ds 2016-04-26
              driver cancel --ds 2016-04-26 --now
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var run: Int64?

    @Option(name: .long, help: ArgumentHelp("The only run about this datestamp.", valueName: "ds"))
    var ds: String?

    @Flag(name: .long, help: "Kill what runs at once, as a second Ctrl-C does.")
    var now = false

    @Option(
        name: .long, help: ArgumentHelp("How long to wait for the driver's end, such as 90s.", valueName: "time"))
    var wait = "60s"

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if (run == nil) == (ds == nil) {
            throw ValidationError("a run's number or --ds belongs here, such as: driver cancel 213")
        }
        if DurationText.milliseconds(wait) == nil {
            throw ValidationError("--wait \(wait.printable): a time belongs here, such as 90s, 10m or 2h.")
        }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let folder = workspace.folder
            // What is to be ended must not wait for a graph that need not be read.
            let datestamp = try await ds.map { try DatestampOption(single: $0) }?
                .range(in: try await workspace.graphToLookAt()) { try $0.pipelines(only: []) }.first
            guard let store = try await SQLiteStore.openExisting(folder: folder.path) else {
                if let datestamp { throw Cancelling.nothing(datestamp, folder) }
                throw DriverError(.failed, "nothing has run in \(folder.path.printable) yet.")
            }
            let cancelling = Cancelling(store, folder)
            let target =
                if let run { try await cancelling.run(run) } else { try await cancelling.run(about: datestamp!) }
            let patience = Duration.milliseconds(DurationText.milliseconds(wait) ?? 0)
            for line in try await cancelling.cancel(target, now ? .kill : .end, patience: patience) {
                Console.output.line(line)
            }
            Console.output.flush()
        }
    }
}
