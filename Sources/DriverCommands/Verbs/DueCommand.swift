import ArgumentParser
import CivilTime
import Dataswarm
import PipelineGraph
import Runs

struct DueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Show what is due and not done, and what comes next.",
        usage: "driver due [<selector> ...] [<options>]",
        discussion: """
            A ds is due at its end, or when its schedule says. What is looked at begins with the start of the schedule, or where \
            it has none with the first ds on record. Of each pipeline one coming ds is shown, and ten where pipelines are named. \
            The exit code is 1 where anything is due and not done.

            With --commands it prints the commands that would run what is due and has not been tried: what failed, was cancelled \
            or is held waits for somebody who looks at it, and what is running for its run. So a line of cron is a scheduler:

              */10 * * * *  cd $HOME/visits && driver due --commands | sh

            Examples:
              driver due
              driver due pipeline:cat_gifs
              driver due --at 2016-04-27T07:00Z
              driver due --commands | sh
            """)

    @OptionGroup var choice: SelectionOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The moment to look from, such as 2016-04-27T07:00, by this machine's clock, or 2016-04-27T07:00Z (default: now).",
            valueName: "time"))
    var at: String?

    @Flag(name: .long, help: "Print one JSON object a ds that is due, and one that comes.")
    var json = false

    @Flag(name: .long, help: "Print the commands that run what is due and not tried yet.")
    var commands = false

    @OptionGroup var profile: ProfileOptions

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if json, commands { throw ValidationError("--json and --commands are two forms: say one of the two.") }
        if !commands, let word = profile.words.first {
            throw ValidationError("\(word.option) is for the commands that run what is due: say --commands, too.")
        }
    }

    func run() async throws {
        try await reporting {
            let now = try at.map(TimeText.moment) ?? Moment(milliseconds: MachineClock().wallTime)
            let workspace = try Workspace(options)
            if commands { _ = try profile.chosen(in: workspace) }
            let graph = commands ? try await workspace.graph() : try await workspace.graphToLookAt()
            let selection = try Selection(only: choice.selectors, excluding: choice.exclude, in: graph)
            let scheduled = Set(selection.tasks.map { graph.nodes[$0].pipeline }).sorted()
                .filter { graph.pipelines[$0].schedule.cadence != .never }
            // A zone that is not there keeps out those alone that go by it.
            var problems: [String] = []
            let pipelines = scheduled.filter { pipeline in
                do throws(GraphError) {
                    _ = try graph.zone(ofPipeline: pipeline)
                    return true
                } catch {
                    problems += error.problems
                    return false
                }
            }
            let store = try await workspace.existingStore()
            var underWay = RunsUnderWay()
            if let store { underWay = try await RunsUnderWay(in: store, workspace.folder) }
            let survey = try await DueSurvey(pipelines, of: graph, at: now, in: store, underWay)
            for pipeline in survey.cut {
                Console.error.line(
                    "driver: warning: of '\(graph.pipelines[pipeline].name)' the newest \(DueSurvey.limit) ds that are due were looked at, and none before: give its schedule a later start."
                )
            }
            Console.error.flush()
            let report = DueReport(
                graph: graph, pipelines: pipelines, items: survey.items, now: now, upcoming: choice.isEmpty ? 1 : 10)
            let console = Console.output
            for line in commands
                ? report.commands(options, profile) : json ? report.json : report.lines(Style(for: console))
            {
                console.line(line)
            }
            console.flush()
            if !problems.isEmpty { throw DriverError(.definitions, problems) }
            if !commands, !survey.items.isEmpty { throw ExitCode(DriverError.Code.failed.rawValue) }
        }
    }
}
