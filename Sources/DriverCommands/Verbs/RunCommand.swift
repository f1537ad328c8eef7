import ArgumentParser

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run what is not done yet (the default verb).",
        usage: "driver [run] [<selector> ...] --ds <ds> [<options>]",
        discussion: """
            What succeeded for the ds with the same invocation is passed over; what failed, changed or stands on something \
            newer runs again.

            Examples:
              driver --ds 2016-04-26
              driver --ds 2016-04-26 --only dump --force
              driver --ds 2013-01-01..2013-01-10 --only pipeline:flights --jobs 4
              driver --ds 2016-04-26 --only +post --set limit=5 --fail-fast
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
            try await RequestedRun(options, .named(choice), execution).execute(
                dryRun: dryRun ? (tree ? .tree : execution.json ? .json : .text) : nil)
        }
    }
}
