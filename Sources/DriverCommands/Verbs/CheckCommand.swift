import ArgumentParser
import Dataswarm
import PipelineGraph
import Runs
import SQLiteStore

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check everything that can be known before running, and that the graph is the same each time.",
        usage: """
            driver check [<selector> ...] [<options>]
            driver check --store [<options>]
            """,
        discussion: """
            Builds the definitions where they changed, describes the graph twice and compares the bytes, validates it, and \
            renders every task for a ds: missing programs, scripts, folders and secrets are told before the night, macros of \
            other tools that were left in a script, and pipelines that nothing lists. All profiles of profiles.json are held against \
            the graph.

            With --store it is the record that is checked: every row, every index and every sum of it is read and held against \
            each other, which takes a second for some ten thousand attempts.

            Examples:
              driver check
              driver check --store
              driver check --ds 2016-04-26 pipeline:cat_gifs
            """)

    @OptionGroup var choice: SelectionOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The datestamp to render for (default: each pipeline's start, or else 2016-04-26).", valueName: "ds"))
    var ds: String?

    @Flag(name: .long, help: "Check the record instead: that nothing of it is damaged or missing.")
    var store = false

    @OptionGroup var values: ValueOptions

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if store, !choice.isEmpty || ds != nil {
            throw ValidationError("--store checks the whole record: leave out selectors and --ds.")
        }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            if store { return try await checkStore(workspace) }
            let option = try ds.map { try DatestampOption(single: $0) }
            let given = try values.values(in: workspace)
            let profiles = try values.profile.file(in: workspace)
            let graph = try await workspace.graph()
            try await workspace.checkDeterminism()
            let mistaken = profiles?.all.flatMap { $0.problems(in: graph) } ?? []
            if !mistaken.isEmpty { throw DriverError(.definitions, mistaken.map(\.description)) }
            let (selection, range) = try await workspace.selection(of: choice, for: option, in: graph)
            let ds = range?.first
            var check = TaskCheck(graph, workspace, try given.layers(over: graph))
            for task in selection.tasks { check.check(task, ds: ds) }
            for resource in graph.resources where resource.users.contains(where: { selection.contains[$0] }) {
                check.check(resource.create, ds: ds)
                check.check(resource.destroy, ds: ds)
            }
            for warning in workspace.unlistedPipelines(graph) + check.warnings { Console.error.line(warning) }
            Console.error.flush()
            let problems = graph.zoneProblems(of: selection).map(\.description) + check.problems
            if !problems.isEmpty { throw DriverError(.definitions, problems) }
            Console.output.line(
                "\(RunWords.count(graph.pipelines.count, "pipeline")), \(RunWords.count(selection.count, "task")): no problem found; the graph is the same each time (\(graph.sha256.prefix(12)))."
            )
            Console.output.flush()
        }
    }

    private func checkStore(_ workspace: Workspace) async throws {
        try workspace.requireNamedState()
        guard let store = try await workspace.existingStore() else {
            throw DriverError(
                .usage, "nothing has run in \(workspace.folder.path.printable) yet, so that there is nothing to check.")
        }
        try await store.verify()
        Console.output.line("\(store.path.printable): no damage found, and nothing is missing.")
        Console.output.flush()
    }
}
