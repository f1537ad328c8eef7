public import ArgumentParser
import PipelineGraph

/// The command `driver`: selects part of a graph, binds it to a datestamp and executes it.
public struct Driver: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "driver",
        abstract: "Runs part of a pipeline graph for a datestamp.",
        discussion: """
            Examples:
              driver --ds 2016-04-26                       run everything that is not done
              driver --ds 2016-04-26 --only dump           run one task
              driver --ds 2016-04-01..2016-04-26 --only +post
              driver retry --ds 2016-04-26                 run again what failed
              driver plan --ds 2016-04-26                  show what would run, and why
              driver status --ds 2016-04-20..2016-04-26    show what is done, as a grid
              driver due                                   show what is due and not done
              driver why post --ds 2016-04-26              say why a task is where it is

            Selectors, the same for every verb:
              dump  cat_gifs.dump  replicate_*.swap    by name
              +dump  2+dump                            and what it waits for
              dump+  dump+1                            and what waits for it
              @dump                                    and both
              tag:x  owner:x  operator:Shell  pipeline:x  group:x  state:failed
              Several arguments are a union, a comma is an intersection.

            Exit codes:
              0  done                           65  the definitions are wrong
              1  a task failed, or a ds is due  74  the state cannot be read or written
             64  usage                          75  a run has claimed this
            130, 143  interrupted
            """,
        version: Driver.version,
        subcommands: [
            RunCommand.self, RetryCommand.self, PlanCommand.self, GraphCommand.self, ListCommand.self,
            ExplainCommand.self, CheckCommand.self, StatusCommand.self, DueCommand.self, LogsCommand.self,
            WhyCommand.self, RunsCommand.self,
            CancelCommand.self, MarkCommand.self, ClearCommand.self, ReleaseCommand.self, GCCommand.self,
            InitCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// The release.
    public static let version = "0.1.0"

    public init() {}

    /// Reads the command line and does what it says; what the executable is made of.
    public static func start() async {
        if let sentence = CommandLineAdvice.inTheBytes { CommandLineAdvice.end(sentence) }
        let arguments = Array(CommandLine.arguments.dropFirst())
        // A shell that completes a word asks with an empty one.
        let isCompletion = arguments.first == "---completion"
        if !isCompletion, let sentence = CommandLineAdvice.inTheValues(arguments) { CommandLineAdvice.end(sentence) }
        if let sentence = CommandLineAdvice.inTheVerb(arguments) { CommandLineAdvice.end(sentence) }
        do {
            var command = try parseAsRoot(arguments)
            // Help and completions are verbs of the parser's own, which wait for nothing.
            if var verb = command as? any AsyncParsableCommand { try await verb.run() } else { try command.run() }
        } catch {
            let lines = refusal(for: error)
            guard !lines.isEmpty else { exit(withError: error) }
            for line in lines { Console.error.line(line) }
            Console.error.flush()
            exit(withError: exitCode(for: error))
        }
    }

    /// The parser's own words for a command line that it does not take. It repeats the words of the line as they are,
    /// which here can drive no terminal. None for what is no refusal, such as help.
    static func refusal(for error: any Error) -> [String] {
        guard exitCode(for: error) != .success else { return [] }
        return fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).printable
        }
        .reversed().drop { $0.isEmpty }.reversed()
    }
}
