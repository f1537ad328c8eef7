import ArgumentParser
import Dataswarm
import PipelineGraph
import Runs

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show every setting of a task, with the layer and the line that it came from.",
        usage: "driver explain <task> [<options>]",
        discussion: """
            Examples:
              driver explain post
              driver explain cat_gifs.post --setting retries=0
              driver explain scratch_db
            """)

    @OptionGroup var named: TaskOptions

    @Option(
        name: .customLong("setting"),
        help: ArgumentHelp("A setting of the command line's layer.", valueName: "name=value"))
    var settings: [String] = []

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let graph = try await Workspace(options).graph()
            let indices = try TaskArgument.findOrResource(named.task, in: graph)
            let overrides = try SettingOverrides.parse(settings, in: graph)
            let console = Console.output
            for (place, index) in indices.enumerated() {
                if place > 0 { console.line("") }
                for line in Explanation(of: index, in: graph, overrides: overrides).lines { console.line(line) }
            }
            console.flush()
        }
    }
}
