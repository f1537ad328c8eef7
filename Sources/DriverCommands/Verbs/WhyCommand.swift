import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a task is where it is: done, running, waiting for what, failed how.",
        discussion: """
            Examples:
              driver why post --ds 2016-04-26
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("The task.", valueName: "task"))
    var task: String

    @Option(name: .long, help: ArgumentHelp("The datestamp.", valueName: "ds"))
    var ds: String

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let ds = try OptionText.datestamp(ds)
            let graph = try await workspace.graphToLookAt()
            let index = try OneTask.find(task, in: graph)
            let store = try workspace.existingStore()
            let records = try store?.records(ds: ds.description) ?? [:]
            let selection = Selection([index], in: graph)
            let previous = try PlanMaking.previousRecords(graph, selection, ds, store)
            let streaks = try store?.streaks() ?? [:]
            let live = try store?.liveResources(ds: ds.description) ?? []
            let plan = try Plan(
                graph, PlanRequest(ds: ds, selection: selection), records: records,
                streaks: streaks, previousState: { previous[$0]?.state })
            let why = Why(
                index, in: graph, plan: plan, records: records, streaks: streaks, live: live,
                driverIsRunning: RunLock.isHeld(ds: ds.description, in: workspace.folder), time: LocalTime.full)
            let console = Console.output
            for line in why.lines { console.line(line) }
            if let record = records[graph.nodes[index].fullName], record.state == .failed, record.attempts > 0 {
                let isKept = try store?.attempts(task: record.task, ds: record.ds).contains {
                    $0.number == record.attempts
                }
                guard isKept ?? false else {
                    console.line("  Its log was removed by gc.")
                    return console.flush()
                }
                let log = workspace.folder.log(record.attempts, of: record.task, ds: record.ds)
                console.line("  The end of its log, \(log):")
                for line in LogTail.lines(of: log, last: RunWords.logLines) { console.line("    │ \(line)") }
            }
            console.flush()
        }
    }
}
