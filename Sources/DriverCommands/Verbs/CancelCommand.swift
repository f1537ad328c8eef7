import ArgumentParser
import Dataswarm
import PipelineGraph

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "End the driver that runs a ds, from another terminal, as Ctrl-C does there.",
        discussion: """
            What runs is asked to end and has ten seconds for that; what has not begun is cancelled. The verb returns when
            the driver has ended. The exit code is 1 where nothing is running, or the driver does not end in time.

            Examples:
              driver cancel --ds 2016-04-26
              driver cancel --ds 2016-04-26 --now
            """)

    @Option(name: .long, help: ArgumentHelp("The datestamp.", valueName: "ds"))
    var ds: String

    @Flag(name: .long, help: "Kill what runs at once, as a second Ctrl-C does.")
    var now = false

    @Option(
        name: .long, help: ArgumentHelp("How long to wait for the driver's end, such as 90s.", valueName: "time"))
    var wait = "60s"

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if OptionText.milliseconds(wait) == nil {
            throw ValidationError("--wait \(wait.printable): a time belongs here, such as 90s, 10m or 2h.")
        }
    }

    func run() async throws {
        try await reporting {
            let cancelling = Cancelling(try OptionText.datestamp(ds), in: try Workspace(options).folder)
            let patience = Duration.milliseconds(OptionText.milliseconds(wait) ?? 0)
            for line in try await cancelling.cancel(now ? .twice : .once, patience: patience) {
                Console.output.line(line)
            }
            Console.output.flush()
        }
    }
}
