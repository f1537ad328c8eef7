import ArgumentParser
import Dataswarm
import PipelineGraph
import Runs

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show every setting and parameter of a task, with the layer and the line that it came from.",
        usage: "driver explain <task> [<options>]",
        discussion: """
            Examples:
              driver explain post
              driver explain cat_gifs.post --setting retries=0
              driver explain post --profile prod
              driver explain scratch_db
            """)

    @OptionGroup var named: TaskOptions

    @OptionGroup var values: ValueOptions

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let given = try values.values(in: workspace)
            let graph = try await workspace.graph()
            let indices = try TaskArgument.findOrResource(named.task, in: graph)
            let (layers, parameters) = try given.layers(over: graph)
            let console = Console.output
            for (place, index) in indices.enumerated() {
                if place > 0 { console.line("") }
                let explanation = Explanation(of: index, in: graph, under: layers, parameters: parameters)
                for line in explanation.lines { console.line(line) }
            }
            console.flush()
        }
    }
}
