public import ArgumentParser
import Dataswarm
public import PipelineGraph

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Show the graph, or part of it, as a tree, a picture, dot, mermaid or JSON.",
        usage: "driver graph [<selector> ...] [<options>]",
        discussion: """
            Examples:
              driver graph
              driver graph +post
              driver graph pipeline:flights --format svg > flights.svg
            """)

    @OptionGroup var choice: SelectionOptions

    @Option(name: .long, help: ArgumentHelp("The form.", valueName: "text|dot|mermaid|svg|json"))
    var format: GraphDrawing = .text

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The datestamp, or a range, that state: is about; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String?

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try ds.map { try DatestampOption($0) }
            let graph = try await workspace.graph()
            let (selection, range) = try await workspace.selection(of: choice, for: option, in: graph)
            RunWords.sayIfEmpty(selection, of: graph, over: range)
            Console.output.write(graph.drawn(selection, as: format))
            Console.output.flush()
        }
    }
}

extension GraphDrawing: ExpressibleByArgument {}
