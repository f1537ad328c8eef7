import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What has become of tasks: a list for one ds, a grid for several.
struct StatusReport {
    let tasks: [String]
    let range: [Datestamp]
    /// What is on record for each ds of the range.
    let records: [[String: TaskRecord]]
    /// Whether a driver runs each ds of the range right now.
    let isRunning: [Bool]
    /// What keeps tasks from running, for each ds of the range.
    var holds: [[String: Hold]] = []
    /// The resources that are on record as live for each ds of the range.
    var live: [[LiveResource]] = []
    /// Those of them that no pipeline defines any more, by their names.
    var undefined: Set<String> = []

    func lines(_ style: Style) -> [String] {
        (range.count == 1 ? list(style) : grid(style)) + liveLines
    }

    var json: [String] {
        tasks.flatMap { task in
            range.indices.map { index in
                let record = records[index][task]
                var members: [(String, JSONLine.Value)] = [
                    ("ds", .text(range[index].description)), ("task", .text(task)),
                    ("state", .text(state(task, index)?.rawValue ?? "none")),
                    ("attempts", .number(Int64(record?.attempts ?? 0))),
                ]
                if let record, !record.reason.isEmpty { members.append(("reason", .text(record.reason))) }
                if let hold = hold(task, index) { members.append(("held", .text(hold.description))) }
                if let record { members.append(("changed_at", .number(record.changedAt))) }
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

    private var liveLines: [String] {
        live.indices.flatMap { index in
            live[index].map { resource in
                let name = resource.name.printable
                let rest: String
                if isRunning[index] {
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
                let word = hold(task, 0) == nil ? style.faint("-") : style.red("held")
                return "\(Column.padded(task, to: width))  \(word)"
            }
            let attempts = record.attempts > 1 ? ", \(record.attempts) attempts" : ""
            let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
            let word = style.colored(state, state.rawValue) + (hold(task, 0) == nil ? "" : ", " + style.red("held"))
            return
                "\(Column.padded(task, to: width))  \(word) \(style.faint("\(LocalTime.full(record.changedAt))\(attempts)"))\(reason)"
        }
        lines.append(counts)
        lines += heldLines
        if isRunning[0] { lines.append("A driver is running this ds.") }
        return lines
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
                guard let state = state(task, index) else { return style.faint(" ·") }
                return " " + style.colored(state, state.symbol)
            }
            lines.append("\(Column.padded(task, to: width))  \(cells.joined(separator: " "))")
        }
        lines.append(
            "✓ succeeded  ✗ failed  u upstream failed  s skipped  c cancelled  ? lost  r running  w waiting  · nothing")
        lines.append(counts)
        lines += heldLines
        return lines
    }

    private var counts: String {
        var counts: [TaskState: Int] = [:]
        for task in tasks {
            for index in range.indices {
                if let state = state(task, index) { counts[state, default: 0] += 1 }
            }
        }
        let parts = TaskState.allCases.compactMap { state in counts[state].map { "\($0) \(state.rawValue)" } }
        let open = tasks.count * range.count - counts.values.reduce(0, +)
        return (parts + (open > 0 ? ["\(open) not run"] : [])).joined(separator: ", ")
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

    /// What is recorded as running while no driver runs the ds was lost.
    private func state(_ task: String, _ index: Int) -> TaskState? {
        guard let state = records[index][task]?.state else { return nil }
        return state == .running && !isRunning[index] ? .lost : state
    }
}
