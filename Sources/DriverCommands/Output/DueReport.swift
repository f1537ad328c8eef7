import CivilTime
import Dataswarm
import PipelineGraph
import Runs

/// What is due and not done, and what comes next: for people, for programs, and as commands.
struct DueReport {
    let graph: Graph
    /// Those that were looked at.
    let pipelines: [Int]
    /// By pipeline and ds.
    let items: [DueSurvey.Item]
    let now: Moment
    /// How many coming ds of each pipeline are told.
    let upcoming: Int

    /// Ds of a pipeline one after the other, all in the same state.
    private struct Stretch {
        var first: DueSurvey.Item
        var last: DueSurvey.Item
        var count: Int
    }

    func lines(_ style: Style) -> [String] {
        let late = stretches.map { stretch in
            let (first, last) = (stretch.first, stretch.last)
            let range = stretch.count == 1 ? "\(first.ds)" : "\(first.ds)..\(last.ds)"
            let count = stretch.count > 1 ? " (\(stretch.count) ds)" : ""
            return (
                name(first.pipeline), range + count,
                "\(first.state.description.printable), due \(time(first.due, first.pipeline))"
            )
        }
        let next = coming.map { (name($0.pipeline), "\($0.ds)", "due \(time($0.due, $0.pipeline))") }
        let all = late + next
        let (names, dates) = (all.map(\.0.count).max() ?? 0, all.map(\.1.count).max() ?? 0)
        func line(_ row: (String, String, String)) -> String {
            "\(Column.padded(row.0, to: names))  \(Column.padded(row.1, to: dates))  \(row.2)"
        }
        var lines = late.isEmpty ? ["nothing is due that is not done"] : late.map(line)
        if !next.isEmpty { lines += [style.faint("next:")] + next.map { style.faint(line($0)) } }
        if pipelines.isEmpty {
            lines = ["no pipeline that is meant has a schedule: write one, such as Pipeline(…, schedule: .daily)"]
        }
        return lines
    }

    var json: [String] {
        func text(_ pipeline: Int, _ ds: Datestamp, _ due: Moment, _ state: String, _ reason: String?) -> String {
            var members: [(String, JSONLine.Value)] = [
                ("pipeline", .text(name(pipeline))), ("ds", .text(ds.description)),
                ("due_at", .number(due.milliseconds)), ("state", .text(state)),
            ]
            if let reason { members.append(("reason", .text(reason))) }
            return JSONLine.text(members)
        }
        return items.map { text($0.pipeline, $0.ds, $0.due, $0.state.word, $0.state.description) }
            + coming.map { text($0.pipeline, $0.ds, $0.due, "coming", nil) }
    }

    /// The commands that start what nobody has tried yet, in the order in which it was due.
    func commands(_ options: GraphOptions, _ profile: ProfileOptions) -> [String] {
        let open = items.filter(\.state.isToBeStarted).sorted {
            ($0.due, $0.ds, $0.pipeline) < ($1.due, $1.ds, $1.pipeline)
        }
        var groups: [(ds: Datestamp, due: Moment, pipelines: [Int])] = []
        for item in open {
            if let last = groups.last, last.ds == item.ds, last.due == item.due {
                groups[groups.count - 1].pipelines.append(item.pipeline)
            } else {
                groups.append((item.ds, item.due, [item.pipeline]))
            }
        }
        let places = [
            ("--graph", options.graph), ("--definitions", options.definitions), ("--package", options.package),
            ("--state", options.state),
        ].compactMap { name, value in value.map { (name, $0) } }
        let words = (profile.words + places).map { " \($0) \(DueReport.quoted($1))" }.joined()
        return groups.map { group in
            let names = group.pipelines.map { "pipeline:\(name($0))" }.joined(separator: " ")
            // What waits for pipelines that are not part of it must not take them for done.
            let check = waitForOthers(group.pipelines) ? " --upstream check" : ""
            return "driver --ds \(group.ds) --only \(names)\(check)\(words)"
        }
    }

    private func waitForOthers(_ pipelines: [Int]) -> Bool {
        pipelines.contains { pipeline in
            graph.pipelines[pipeline].nodes.contains { node in
                graph.upstream[node].contains { !pipelines.contains(graph.nodes[$0].pipeline) }
            }
        }
    }

    /// What comes next of each pipeline.
    private var coming: [(pipeline: Int, ds: Datestamp, due: Moment)] {
        let timetable = graph.timetable
        return pipelines.flatMap { pipeline -> [(pipeline: Int, ds: Datestamp, due: Moment)] in
            guard let schedule = timetable[pipeline] else { return [] }
            return schedule.datestamps(dueFrom: now + 1).prefix(upcoming).map { (pipeline, $0.ds, $0.due) }
        }
    }

    private var stretches: [Stretch] {
        let timetable = graph.timetable
        var found: [Stretch] = []
        for item in items {
            if let last = found.last?.last, last.pipeline == item.pipeline, last.state == item.state,
                timetable[item.pipeline]?.next(after: last.ds) == item.ds
            {
                found[found.count - 1].last = item
                found[found.count - 1].count += 1
            } else {
                found.append(Stretch(first: item, last: item, count: 1))
            }
        }
        return found
    }

    private func name(_ pipeline: Int) -> String { graph.pipelines[pipeline].name }

    /// A moment by the clocks of a pipeline.
    private func time(_ moment: Moment, _ pipeline: Int) -> String {
        let zone = (try? graph.zone(ofPipeline: pipeline)) ?? .utc
        return "\(zone.text(of: moment)) \(graph.pipelines[pipeline].schedule.timeZone)"
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'"
    }
}
