import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what has become of tasks for a ds, or over a range as a grid.",
        usage: "driver status [<selector> ...] --ds <ds> [<options>]",
        discussion: """
            Examples:
              driver status --ds 2016-04-26
              driver status --ds 2016-04-20..2016-04-26 pipeline:cat_gifs
              driver status --ds 2016-01-01..2016-12-31 state:failed
              driver status --ds 2016-04-01..2016-04-30 --pipelines
              driver status --ds 2016-04-20T00..2016-04-26T23 --days
            """)

    @OptionGroup var choice: SelectionOptions

    @Option(name: .long, help: ArgumentHelp("The datestamp, or a range; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String

    @Flag(name: .long, help: "A row for each pipeline: its cell is what most needs to be looked at.")
    var pipelines = false

    @Flag(name: .long, help: "A column for each day of a range of hours.")
    var days = false

    @Flag(name: .long, help: "Show the tasks that are on record and that no pipeline defines any more.")
    var removed = false

    @Flag(name: .long, help: "Print one JSON object a task and ds; with --pipelines and --days one a cell.")
    var json = false

    @OptionGroup var values: ValueOptions

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if removed, !choice.isEmpty {
            throw ValidationError("--removed shows what no selector can name any more: leave selectors out.")
        }
    }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try DatestampOption(ds)
            let given = try values.values(in: workspace)
            let graph = try await workspace.graphToLookAt()
            let overrides = try given.layers(over: graph).settings.merged
            let range = try await option.range(in: graph) { try $0.pipelines(only: choice.selectors) }
            if days, range.first.granularity != .hour {
                throw DriverError(
                    .usage,
                    "--days makes columns of hours, and --ds \(range) has none: name hours, such as \(range.first.truncated(to: .day).hours)."
                )
            }
            let store = try await workspace.existingStore()
            let underWay = if let store { try await RunsUnderWay(in: store, workspace.folder) } else { RunsUnderWay() }
            var known: [Datestamp: [String: TaskRecord]] = [:]
            func read(_ datestamps: some Sequence<Datestamp>) async throws {
                guard let store else { return }
                for ds in datestamps where known[ds] == nil {
                    known[ds] = underWay.seen(try await store.records(ds: ds.description))
                }
            }
            try await read(range)
            let records = range.map { known[$0] ?? [:] }
            let selection =
                choice.isEmpty
                ? nil
                : try workspace.selection(only: choice.selectors, excluding: choice.exclude, in: graph, records)
            if let selection, !json { RunWords.sayIfEmpty(selection, of: graph, over: range) }
            if selection?.count == 0 { return }
            let gone = removed || selection == nil ? Self.removed(from: graph, records) : []
            let tasks = removed ? [] : selection?.tasks ?? tasks(graph, records)
            var report = StatusReport(
                tasks: removed ? gone : tasks.map { graph.nodes[$0].fullName }, range: Array(range), records: records)
            report.wanted = StatusReport.Wanted(tasks, of: graph)
            report.underWay = underWay
            if !removed {
                let reach = Staleness.reach(of: Selection(tasks, in: graph), over: report.range, in: graph)
                try await read(reach.datestamps)
                report.staleness = try Staleness(
                    reach, in: graph, known, parameters: given.parameters, profile: given.profile, overrides: overrides)
            }
            (report.isByPipeline, report.isByDay) = (pipelines, days)
            report.width = Console.output.width
            let streaks = try await store?.streaks() ?? [:]
            report.holds = range.enumerated().map { index, ds in
                Self.holds(on: tasks, graph, ds: ds.description, records[index], streaks)
            }
            for ds in range { report.live.append(try await store?.liveResources(ds: ds.description) ?? []) }
            report.undefined = Set(report.live.joined().map(\.name).filter { graph.resource(named: $0) == nil })
            if !removed { report.removed = gone.count }
            let console = Console.output
            if removed, gone.isEmpty, !json { console.line("every task on record for \(range) is defined") }
            if removed, gone.isEmpty { return console.flush() }
            if json {
                for line in report.json { console.line(line) }
            } else {
                for line in report.lines(Style(for: console)) { console.line(line) }
            }
            console.flush()
        }
    }

    /// What is on record and in no pipeline: it was renamed, or taken away.
    private static func removed(from graph: Graph, _ records: [[String: TaskRecord]]) -> [String] {
        Set(records.flatMap(\.keys)).filter { graph.index(of: $0) == nil }.sorted()
    }

    /// What keeps the tasks from running that have not succeeded, by task.
    private static func holds(
        on tasks: [Int], _ graph: Graph, ds: String, _ records: [String: TaskRecord], _ streaks: [String: Streak]
    ) -> [String: Hold] {
        var holds: [String: Hold] = [:]
        for task in tasks {
            let name = graph.nodes[task].fullName
            let (record, streak) = (records[name], streaks[name])
            // Of most, nothing speaks for a hold, and their settings need not be merged.
            if streak == nil && (record?.lostInARow ?? 0) == 0 { continue }
            if let state = record?.state, [.succeeded, .skipped, .running].contains(state) { continue }
            let settings = graph.settings(of: task)
            holds[name] = Hold.find(name, ds: ds, settings: settings, record: record, streak: streak)
        }
        return holds
    }

    /// Whole pipelines of which something is on record, else everything.
    private func tasks(_ graph: Graph, _ records: [[String: TaskRecord]]) -> [Int] {
        let seen = Set(records.flatMap { $0.keys })
        let pipelines = Set(
            graph.nodes.indices.filter { seen.contains(graph.nodes[$0].fullName) }.map { graph.nodes[$0].pipeline })
        let tasks = graph.taskIndices.filter { pipelines.isEmpty || pipelines.contains(graph.nodes[$0].pipeline) }
        // Of a resource, what was done to it: that it was not created means nothing.
        let steps = graph.resources.flatMap { [$0.create, $0.destroy] }.filter { step in
            records.contains { ($0[graph.nodes[step].fullName]?.attempts ?? 0) > 0 }
        }
        return tasks + steps
    }
}

extension Datestamp {
    /// The hours of a day, as `--ds` takes them.
    fileprivate var hours: String {
        let day = granularity == .month ? "\(self)-01" : "\(self)"
        return "\(day)T00..\(day)T23"
    }
}
