import ArgumentParser
import Dataswarm
import PipelineGraph

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show every setting of a task, with the layer and the line that it came from.",
        discussion: """
            Examples:
              driver explain post
              driver explain cat_gifs.post --setting retries=0
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("The task.", valueName: "task"))
    var task: String

    @Option(
        name: .customLong("setting"),
        help: ArgumentHelp("A setting of the command line's layer.", valueName: "name=value"))
    var settings: [String] = []

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let graph = try await Workspace(options).graph()
            let index = try OneTask.find(task, in: graph)
            let overrides = try SettingOverrides.parse(settings, in: graph)
            let console = Console.output
            for line in Explanation(of: index, in: graph, overrides: overrides).lines { console.line(line) }
            console.flush()
        }
    }
}

/// A verb about one task.
enum OneTask {
    /// The one task that a name means.
    static func find(_ name: String, in graph: Graph) throws -> Int {
        let tasks = try Selection(only: [name], in: graph).tasks
        guard tasks.count == 1, let task = tasks.first else {
            let names = tasks.prefix(3).map { graph.nodes[$0].fullName }.joined(separator: ", ")
            throw DriverError(
                .usage,
                "'\(name.printable)' means \(tasks.count) tasks (\(names)\(tasks.count > 3 ? ", …" : "")): name one of them in full."
            )
        }
        return task
    }
}
