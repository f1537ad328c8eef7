import ArgumentParser
import Dataswarm
import PipelineGraph

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tasks by their full names, or the pipelines with their schedules.",
        usage: "driver list [<selector> ...] [<options>]",
        discussion: """
            Examples:
              driver list
              driver list tag:nightly,owner:growth
              driver list state:failed --ds 2016-04-20..2016-04-26
              driver list --pipelines
            """)

    @OptionGroup var choice: SelectionOptions

    @Flag(name: .long, help: "List pipelines, not tasks.")
    var pipelines = false

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
            let console = Console.output
            if pipelines {
                list(Set(selection.tasks.map { graph.nodes[$0].pipeline }).sorted(), of: graph, on: console)
            } else {
                for task in selection.tasks { console.line(graph.nodes[task].fullName) }
            }
            console.flush()
        }
    }

    private func list(_ pipelines: [Int], of graph: Graph, on console: Console) {
        let style = Style(for: console)
        let width = pipelines.map { graph.pipelines[$0].name.count }.max() ?? 0
        for index in pipelines {
            let pipeline = graph.pipelines[index]
            let tasks = pipeline.nodes.count { graph.nodes[$0].isTask }
            let about = [
                RunWords.count(tasks, "task"), pipeline.schedule.description, pipeline.documentation?.printable,
            ]
            console.line(
                "\(Column.padded(pipeline.name, to: width))  \(style.faint(about.compactMap { $0 }.joined(separator: ", ")))"
            )
        }
    }
}
