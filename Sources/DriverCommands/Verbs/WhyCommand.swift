import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a task is where it is: done, running, waiting for what, failed how.",
        usage: "driver why <task> --ds <ds> [<options>]",
        discussion: """
            Examples:
              driver why post --ds 2016-04-26
            """)

    @OptionGroup var named: TaskOptions

    @Option(name: .long, help: ArgumentHelp("The datestamp; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String

    @OptionGroup var values: ValueOptions

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try DatestampOption(single: ds)
            let given = try values.values(in: workspace)
            let graph = try await workspace.graphToLookAt()
            let ds = try await option.range(in: graph) { try $0.pipelines(only: [named.task]) }.first
            let index = try await TaskArgument.find(named.task, in: graph, for: ds, workspace)
            let overrides = try given.layers(over: graph).settings.merged
            let store = try await workspace.existingStore()
            var all = RecordOfPlan()
            var underWay = RunsUnderWay()
            if let store {
                underWay = try await RunsUnderWay(in: store, workspace.folder)
            }
            func plan(_ selection: Selection) async throws -> Plan {
                var request = PlanRequest(ds: ds, selection: selection)
                (request.parameters, request.profile, request.overrides) = (given.parameters, given.profile, overrides)
                let reach = request.reach(in: graph)
                if let store {
                    try await all.read(reach.datestamps.union([ds]), in: store) { workspace.folder.isAlive($0) }
                }
                return try Plan(
                    graph, request, reach: reach, records: all.planRecords(of: reach.datestamps), streaks: all.streaks)
            }
            var selection = Selection([index], in: graph)
            var found = try await plan(selection)
            if found.items.first(where: { $0.node == index && $0.ds == ds })?.isDone ?? false {
                // What it stands on elsewhere may be out of date itself.
                selection.reachOtherDatestamps(in: graph)
                found = try await plan(selection)
            }
            let plan = found
            let record = all[ds]
            let records = record.tasks
            let situation = Why.Situation(
                records: records, streaks: all.streaks, live: record.live, claims: record.claims,
                waits: underWay.waits.filter { $0.key.ds == ds.description },
                runs: underWay.about(ds).map(\.id).sorted())
            let reach = Staleness.reach(of: Selection([index], in: graph), over: [ds], in: graph)
            if let store { try await all.read(reach.datestamps, in: store) { workspace.folder.isAlive($0) } }
            let staleness = try Staleness(
                reach, in: graph, all.datestamps.mapValues(\.tasks), parameters: given.parameters,
                profile: given.profile, overrides: overrides)
            let why = Why(
                index, in: graph, ds: ds, plan: plan, situation,
                stale: staleness[TaskKey(graph.nodes[index].fullName, ds: ds.description)], time: LocalTime.full)
            let console = Console.output
            for line in why.lines { console.line(Remedy.typed(line)) }
            if let store {
                var request = RunRequest(graphHash: graph.sha256, ds: ds.description)
                request.take(given)
                let changed = try await request.changedValues(in: plan, for: ds, of: graph, records, in: store)
                for values in changed { console.line("  \(ChangedValueWords.sentence(of: values))") }
            }
            if let store,
                case .hold(let hold)? = plan.items.first(where: { $0.node == index && $0.ds == ds })?.decision,
                let origin = try await HoldOrigin(graph: graph, store: store).find(
                    hold, of: graph.nodes[index].fullName)
            {
                let (task, day) = (origin.key.task, origin.key.ds)
                let state = origin.record.map { "is \($0.state.rawValue)" } ?? "has not run"
                let remedy =
                    origin.record?.state == .failed
                    ? "'driver logs \(task) --ds \(day)' says how, 'driver retry \(task) --ds \(day)' tries again"
                    : "'driver --ds \(day) --only \(task)' runs it"
                console.line(Remedy.typed("  It began with \(task) for \(day), which \(state): \(remedy)."))
            }
            let pipeline = graph.pipelines[graph.nodes[index].pipeline]
            if records[graph.nodes[index].fullName] == nil,
                !graph.timetable.isMeant(graph.nodes[index].pipeline, for: ds)
            {
                let schedule = pipeline.schedule
                console.line(
                    "  Its pipeline is not scheduled for \(ds): the schedule of '\(pipeline.name)' is \(schedule).")
            }
            if records[graph.nodes[index].fullName]?.state != .succeeded,
                case .probe(let probe)? = plan.items.first(where: { $0.node == index && $0.ds == ds })?.invocation
            {
                console.line("  It is a probe: \(InvocationText.words(of: probe)).")
            }
            if let record = records[graph.nodes[index].fullName], record.state == .failed, record.attempts > 0 {
                let isKept = try await store?.attempts(record.key).contains { $0.number == record.attempts }
                guard isKept ?? false else {
                    console.line("  Its log was removed by gc.")
                    return console.flush()
                }
                let log = workspace.folder.log(record.attempts, of: record.task, ds: record.ds)
                // Somebody's word has none.
                guard Path.exists(log) else { return console.flush() }
                console.line("  The end of its log, \(log):")
                for line in LogTail.lines(of: log, last: RunWords.logLines) { console.line("    │ \(line)") }
            }
            console.flush()
        }
    }
}
