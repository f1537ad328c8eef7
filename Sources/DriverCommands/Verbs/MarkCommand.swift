import ArgumentParser
import Dataswarm
import Host
import LocalLauncher
import PipelineGraph
import PipelineRecord
import Runs

struct MarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark",
        abstract: "Put on record that tasks succeeded or failed, on your word.",
        usage: "driver mark <selector> ... succeeded|failed --ds <ds> --because <words>",
        discussion: """
            For what was done by hand, or must not count as done. Nothing is executed and nothing published: what reads the \
            output of a task finds what was there before. Who said so and why is on record: 'runs', 'status' and 'why' show it. \
            What is marked as succeeded is passed over until its command changes; 'driver clear' takes a mark back. What a run has \
            claimed is left as it is, and the exit code is 75.

            Examples:
              driver mark dump succeeded --ds 2016-04-26 --because "loaded by hand"
              driver mark pipeline:flights failed --ds 2016-04-20..2016-04-26 \\
                --because "the source was wrong"
              driver mark state:failed succeeded --ds 2016-04-26 --because "see the log" -n
            """)

    @ArgumentParser.Argument(
        help: ArgumentHelp("Which tasks, and how they ended: succeeded or failed.", valueName: "selector"),
        completion: .selectors)
    var words: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("These tasks; they may also stand alone.", valueName: "selector"), completion: .selectors)
    var only: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption, help: ArgumentHelp("Not these tasks.", valueName: "selector"),
        completion: .selectors)
    var exclude: [String] = []

    @Option(name: .long, help: ArgumentHelp("The datestamp, or a range; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String

    @Option(name: .long, help: ArgumentHelp("Why, for the record.", valueName: "words"))
    var because: String

    @OptionGroup var parameters: ParameterOptions

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Say what would be marked, and mark nothing.")
    var dryRun = false

    @OptionGroup var options: GraphOptions

    /// How they ended; the words that say so.
    ///
    /// Behind `--exclude a b` the parser takes them for selectors.
    private var marks: [HandMark] { (words + only + exclude).compactMap(HandMark.init(rawValue:)) }
    private var selectors: [String] { MarkCommand.selectors(words + only) }

    private static func selectors(_ words: [String]) -> [String] { words.filter { HandMark(rawValue: $0) == nil } }

    func validate() throws {
        guard marks.count == 1 else {
            throw ValidationError("how they ended belongs here, once: succeeded or failed.")
        }
        guard !selectors.isEmpty else {
            throw ValidationError("Missing expected argument '<selector> ...': '*' means all tasks.")
        }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try DatestampOption(ds)
            let graph = try await workspace.graph()
            let range = try await option.range(in: graph) {
                try $0.pipelines(only: selectors, excluding: Self.selectors(exclude))
            }
            // On record is what was meant when it was said.
            var request = RunRequest(graphHash: graph.sha256, ds: option.isRelative ? range.description : ds)
            (request.only, request.exclude) = (selectors, Self.selectors(exclude))
            (request.reason, request.requestedBy) = (because, Machine.userName)
            request.parameters = try parameters.values()
            if dryRun { return try await rehearse(graph, range, workspace) }
            let launcher = LocalLauncher(in: workspace)
            defer { launcher.close() }
            let runner = try await Runner(launcher, in: workspace)
            defer { runner.close() }
            var claims: [Claim] = []
            let run = try await runner.mark(
                request, as: marks[0], of: graph, commandLine: Machine.commandLine
            ) { marked in
                for task in marked.tasks { Console.output.line("ds \(marked.ds): \(task) \(marks[0].rawValue)") }
                claims += marked.claims
            }
            workspace.keepGraph(graph)
            Console.output.line("on record as run \(run)")
            Console.output.flush()
            if !claims.isEmpty { throw DriverError(.busy, claims.map(Self.refusal)) }
        }
    }

    private func rehearse(_ graph: Graph, _ range: DatestampRange, _ workspace: Workspace) async throws {
        for ds in range {
            let single = try DatestampRange(ds.description)
            let selection = try await workspace.selection(
                only: selectors, excluding: Self.selectors(exclude), in: graph, over: single)
            for task in selection.tasks {
                Console.output.line("ds \(ds): \(graph.nodes[task].fullName) would be \(marks[0].rawValue)")
            }
        }
        Console.output.flush()
    }

    private static func refusal(_ claim: Claim) -> String {
        "run \(claim.run) has claimed '\(claim.key.task)' for \(claim.key.ds), which was not marked: wait for it, or say 'driver cancel \(claim.run)'."
    }
}
