import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// What has become of tasks: a list for one ds, a grid for several.
struct StatusReport {
    let tasks: [String]
    let range: [Datestamp]
    /// What is on record for each ds of the range.
    let records: [[String: TaskRecord]]
    /// What goes on right now.
    var underWay = RunsUnderWay()
    /// What keeps tasks from running, for each ds of the range.
    var holds: [[String: Hold]] = []
    /// The resources that are on record as live for each ds of the range.
    var live: [[LiveResource]] = []
    /// Those of them that no pipeline defines any more, by their names.
    var undefined: Set<String> = []
    /// Of whom what is wanted; everything where nobody says.
    var wanted: Wanted?

    /// For which ds tasks are wanted: those that a plain `--ds` takes.
    struct Wanted {
        let timetable: Timetable
        /// The pipeline of each task, by its place in the graph.
        let pipelines: [String: Int]

        init(_ tasks: [Int], of graph: Graph) {
            timetable = graph.timetable
            pipelines = Dictionary(
                tasks.map { (graph.nodes[$0].fullName, graph.nodes[$0].pipeline) },
                uniquingKeysWith: { first, _ in first })
        }

        func contains(_ task: String, _ ds: Datestamp) -> Bool {
            pipelines[task].map { timetable.isMeant($0, for: ds) } ?? true
        }
    }

    /// How many tasks are on record that are defined no more, and are not shown.
    var removed = 0

    func lines(_ style: Style) -> [String] {
        ((range.count == 1 ? list(style) : grid(style)) + removedLines + liveLines).map(Remedy.typed)
    }

    var json: [String] {
        tasks.flatMap { task in
            range.indices.map { index in
                let record = records[index][task]
                var members: [(String, JSONLine.Value)] = [
                    ("ds", .text(range[index].description)), ("task", .text(task)),
                    (
                        "state",
                        .text(state(task, index)?.rawValue ?? (isWanted(task, index) ? "none" : "not_scheduled"))
                    ),
                    ("attempts", .number(Int64(record?.attempts ?? 0))),
                ]
                if let record, !record.reason.isEmpty { members.append(("reason", .text(record.reason))) }
                if let hold = hold(task, index) { members.append(("held", .text(hold.description))) }
                if let record { members.append(("changed_at", .number(record.changedAt))) }
                if let claim = claim(task, index) {
                    members += [("run", .number(claim.run)), ("claimed_at", .number(claim.since))]
                }
                let waiting = underWay.waits.filter { $0.key == TaskKey(task, ds: range[index].description) }
                if !waiting.isEmpty {
                    members.append(("waiting_runs", .list(waiting.map { .number($0.run) })))
                }
                return JSONLine.text(members)
            }
        }
            + live.flatMap { live in
                live.map { resource in
                    JSONLine.text([
                        ("ds", .text(resource.ds)), ("resource", .text(resource.name)), ("state", .text("live")),
                        ("run", .number(resource.run)), ("since", .number(resource.since)),
                    ])
                }
            }
    }

    private var removedLines: [String] {
        guard removed > 0, let first = range.first, let last = range.last else { return [] }
        let words = removed == 1 ? "1 task on record is" : "\(removed) tasks on record are"
        let ds = first == last ? "\(first)" : "\(first)..\(last)"
        return [
            "\(words) defined no more: 'driver status --removed --ds \(ds)' shows what became of \(removed == 1 ? "it" : "them")."
        ]
    }

    private var liveLines: [String] {
        live.indices.flatMap { index in
            live[index].map { resource in
                let name = resource.name.printable
                let rest: String
                if underWay.runs.contains(where: { $0.id == resource.run }) {
                    rest = "while run \(resource.run) needs it"
                } else if undefined.contains(resource.name) {
                    rest = "left by run \(resource.run), and \(resource.wordsWithoutDefinition)"
                } else {
                    rest = "left by run \(resource.run); the next run for \(range[index]) destroys it"
                }
                return "\(name) is live for \(range[index]) since \(LocalTime.full(resource.since)), \(rest)"
            }
        }
    }

    private func list(_ style: Style) -> [String] {
        let width = tasks.map(\.count).max() ?? 0
        var lines = tasks.map { task in
            guard let state = state(task, 0), let record = records[0][task] else {
                if !isWanted(task, 0) { return "\(Column.padded(task, to: width))  \(style.faint("not scheduled"))" }
                let word = hold(task, 0) == nil ? style.faint("-") : style.red("held")
                return "\(Column.padded(task, to: width))  \(word)"
            }
            let attempts = record.attempts > 1 ? ", \(record.attempts) attempts" : ""
            let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
            let word = style.colored(state, state.rawValue) + (hold(task, 0) == nil ? "" : ", " + style.red("held"))
            let run = claim(task, 0).map { ", run \($0.run)" } ?? ""
            return
                "\(Column.padded(task, to: width))  \(word) \(style.faint("\(LocalTime.full(record.changedAt))\(attempts)\(run)"))\(reason)"
        }
        lines.append(counts)
        return lines + heldLines + waitLines + runLines
    }

    /// The runs that go on about what is shown.
    private var runLines: [String] {
        underWay.runs.filter { run in range.contains { underWay.about($0).contains { $0.id == run.id } } }
            .sorted { $0.id < $1.id }.map { run in
                "Run \(run.id) goes on since \(LocalTime.full(run.startedAt)): \(run.commandLine.printable)"
            }
    }

    /// Which tasks runs wait for that others have claimed, and for which slots.
    private var waitLines: [String] {
        let shown = Set(tasks)
        let datestamps = Set(range.map(\.description))
        return underWay.waits.filter { shown.contains($0.key.task) && datestamps.contains($0.key.ds) }.map { wait in
            let task = range.count > 1 ? "\(wait.key.task) for \(wait.key.ds)" : wait.key.task
            let since = LocalTime.full(wait.since)
            if let pool = wait.pool {
                return "Run \(wait.run) waits for a slot of the pool \(pool), for \(task), since \(since)."
            }
            guard let claim = underWay.claims[wait.key] else {
                return "Run \(wait.run) waits for \(task) since \(since)."
            }
            return
                "Run \(wait.run) waits for \(task) since \(since): run \(claim.run) has claimed it since \(LocalTime.full(claim.since))."
        }
    }

    /// A row a task and a column a ds, with the day's number above.
    private func grid(_ style: Style) -> [String] {
        let width = max(tasks.map(\.count).max() ?? 0, 10)
        let marks = range.map { ds in
            switch ds.granularity {
            case .month: (try? ds.formatted(.month)) ?? ""
            case .day: (try? ds.formatted(.day)) ?? ""
            case .hour: (try? ds.formatted(.hour)) ?? ""
            }
        }
        var lines = ["\(Column.padded("\(range.first!)", to: width))  \(marks.joined(separator: " "))"]
        for task in tasks {
            let cells = range.indices.map { index -> String in
                guard let state = state(task, index) else { return isWanted(task, index) ? style.faint(" ·") : "  " }
                return " " + style.colored(state, state.symbol)
            }
            lines.append("\(Column.padded(task, to: width))  \(cells.joined(separator: " "))")
        }
        let isSparse = tasks.contains { task in range.indices.contains { !isWanted(task, $0) } }
        lines.append(
            "✓ succeeded  ✗ failed  u upstream failed  s skipped  c cancelled  ? lost  r running  w waiting  · nothing"
                + (isSparse ? "  (blank) not scheduled" : ""))
        lines.append(counts)
        return lines + heldLines + waitLines + runLines
    }

    private var counts: String {
        var counts: [TaskState: Int] = [:]
        var open = 0
        for task in tasks {
            for index in range.indices {
                if let state = state(task, index) {
                    counts[state, default: 0] += 1
                } else if isWanted(task, index) {
                    open += 1
                }
            }
        }
        let parts = TaskState.allCases.compactMap { state in counts[state].map { "\($0) \(state.rawValue)" } }
        let words = parts + (open > 0 ? ["\(open) not run"] : [])
        return words.isEmpty && !tasks.isEmpty ? "nothing is scheduled" : words.joined(separator: ", ")
    }

    /// Whether a task without a record should have one: what is not wanted is not counted.
    private func isWanted(_ task: String, _ index: Int) -> Bool {
        wanted?.contains(task, range[index]) ?? true
    }

    private func hold(_ task: String, _ index: Int) -> Hold? {
        holds.indices.contains(index) ? holds[index][task] : nil
    }

    /// Each task that is held, with the way out; once, if it is for the same reason over the whole range.
    private var heldLines: [String] {
        var lines: [String] = []
        for task in tasks {
            var seen: Set<Hold> = []
            for index in range.indices {
                guard let hold = hold(task, index), seen.insert(hold).inserted else { continue }
                lines.append("\(task) is held: \(hold).")
            }
        }
        return lines
    }

    /// What is recorded as running and no run has claimed was lost.
    private func state(_ task: String, _ index: Int) -> TaskState? {
        guard let state = records[index][task]?.state else { return nil }
        return state == .running && claim(task, index) == nil ? .lost : state
    }

    private func claim(_ task: String, _ index: Int) -> Claim? {
        underWay.claims[TaskKey(task, ds: range[index].description)]
    }
}
