import ArgumentParser
import Runs

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what would run, in which order and why; the same as run --dry-run.",
        usage: "driver plan [<selector> ...] --ds <ds> [<options>]",
        discussion: """
            Each task stands with its rendered command, environment and files. Folders appear as the variables that hold \
            them, such as $DATASWARM_OUTPUT.

            Examples:
              driver plan --ds 2016-04-26
              driver plan --ds 2016-04-26 --only +post --upstream check
              driver plan --ds 2016-04-26 --tree
            """)

    @OptionGroup(title: "Selection") var choice: SelectionOptions

    @OptionGroup var options: PlanOptions

    @Flag(name: .long, help: "Draw the graph, with run, skip or hold and the reason at each task.")
    var tree = false

    @Flag(name: .long, help: "Print one JSON object a task.")
    var json = false

    func validate() throws {
        if tree, json { throw ValidationError("--tree is for people, and --json for programs: say one of the two.") }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options.graph)
            let request = try options.request(.named(choice), in: workspace)
            let graph = try await workspace.graph()
            try choice.refuseVerbs(in: graph)
            try await PlanPrinter(
                workspace, RequestPlanner(try await request.of(graph), of: graph), tree ? .tree : json ? .json : .text
            ).print()
        }
    }
}
