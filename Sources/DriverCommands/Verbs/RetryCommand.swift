import ArgumentParser

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Run again what failed, and what waits for it; nothing else.",
        usage: "driver retry [<selector> ...] --ds <ds> [<options>]",
        discussion: """
            Failed means: failed, lost, cancelled, or not started because of such a task. What never ran is run only where \
            it waits for something that failed. With selectors, only what they select of these is run.

            Examples:
              driver retry --ds 2016-04-26
              driver retry --ds 2016-04-26 load_1+ --setting retries=0
              driver retry --ds 2016-04-01..2016-04-26 pipeline:flights --dry-run
            """)

    @OptionGroup(title: "Selection") var choice: SelectionOptions

    @OptionGroup var options: PlanOptions

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Show what would run, and run nothing.")
    var dryRun = false

    @Flag(name: .long, help: "With --dry-run: draw the graph, with what would become of each task.")
    var tree = false

    @OptionGroup(title: "Execution") var execution: ExecutionOptions

    func validate() throws {
        if tree, !dryRun { throw ValidationError("--tree draws a plan: say --dry-run, too.") }
        if tree, execution.json {
            throw ValidationError("--tree is for people, and --json for programs: say one of the two.")
        }
    }

    func run() async throws {
        try await reporting {
            try await RequestedRun(options, .failed(choice), execution).execute(
                dryRun: dryRun ? (tree ? .tree : execution.json ? .json : .text) : nil)
        }
    }
}
