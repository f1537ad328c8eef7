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
    /// Which successes are stale.
    var staleness = Staleness()
    /// What keeps tasks from running, for each ds of the range.
    var holds: [[String: Hold]] = []
    /// The resources that are on record as live for each ds of the range.
    var live: [[LiveResource]] = []
    /// Those of them that no pipeline defines any more, by their names.
    var undefined: Set<String> = []
    /// Of whom what is wanted; everything where nobody says.
    var wanted: Wanted?
    /// How many tasks are on record that are defined no more, and are not shown.
    var removed = 0
    /// Whether a row stands for a pipeline, and not for a task.
    var isByPipeline = false
    /// Whether a column stands for a day, and not for each of its hours.
    var isByDay = false
    /// How many columns there are to write in; `nil` where nobody knows.
    var width: Int?

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

    /// The width of what nobody knows the width of.
    private static let usualWidth = 80

    func lines(_ style: Style) -> [String] {
        let table = table
        let isList = table.datestamps.count == 1
        let body = isList ? list(table, style) : grid(table, style)
        let rest = [StatusCounts(table.counts).text] + staleLines(table) + heldLines + waitLines + runLines
        return (body + rest + removedLines + liveLines).map(Remedy.typed)
    }

    /// What is shown: a row for each task or pipeline.
    var table: StatusTable {
        var table = StatusTable(
            range,
            tasks.map { task in
                StatusTable.Row(task, range.indices.map { StatusTable.Cell(standing(task, $0)) })
            })
        if isByPipeline { table = table.byPipeline() }
        if isByDay { table = table.by(.day) }
        return table
    }

    private func list(_ table: StatusTable, _ style: Style) -> [String] {
        let width = table.rows.map(\.name.count).max() ?? 0
        return table.rows.flatMap { row -> [String] in
            let cell = row.cells[0]
            let name = Column.padded(row.name, to: width)
            let word = style.colored(cell.standing, cell.standing.phrase)
            if isByPipeline || isByDay {
                return ["\(name)  \(word)\(style.faint("  \(StatusCounts(cell.counts).text)"))"]
            }
            let held = hold(row.name, 0) == nil ? "" : style.red("held")
            guard let record = records[0][row.name] else {
                return ["\(name)  \(held.isEmpty || cell.standing == .notScheduled ? word : held)"]
            }
            let attempts = record.attempts > 1 ? ", \(record.attempts) attempts" : ""
            let run = claim(row.name, 0).map { ", run \($0.run)" } ?? ""
            let time = "\(LocalTime.full(record.changedAt))\(attempts)\(run)"
            let line = "\(name)  \(word)\(held.isEmpty ? "" : ", \(held)") \(style.faint(time))"
            let reason = staleReason(row.name, 0) ?? record.reason.printable
            if reason.isEmpty { return [line] }
            let taken = width + cell.standing.phrase.count + (held.isEmpty ? 0 : 6) + time.count + 5
            guard let room = self.width, taken + reason.count > room else { return ["\(line): \(reason)"] }
            // Where it does not fit behind, it stands below.
            let indent = min(width, room / 3) + 2
            let blanks = String(repeating: " ", count: indent)
            let words = reason.split(separator: " ").map(String.init)
            return ["\(line):"] + Column.wrapped(words, by: " ", to: room - indent).map { blanks + $0 }
        }
    }

    private func grid(_ table: StatusTable, _ style: Style) -> [String] {
        let width = width ?? StatusReport.usualWidth
        let legend = Standing.legend(of: Set(table.rows.flatMap { $0.cells.map(\.standing) }))
        return StatusGrid(table: table, width: width).lines(style) + Column.wrapped(legend, by: "  ", to: width)
    }

    // MARK: Cells

    func standing(_ task: String, _ index: Int) -> Standing {
        guard let state = state(task, index) else { return isWanted(task, index) ? .notRun : .notScheduled }
        return state == .succeeded && staleReason(task, index) != nil ? .stale : .recorded(state)
    }

    /// What is recorded as running and no run has claimed was lost.
    private func state(_ task: String, _ index: Int) -> TaskState? {
        guard let state = records[index][task]?.state else { return nil }
        return state == .running && claim(task, index) == nil ? .lost : state
    }

    /// Whether a task without a record should have one: what is not wanted is not counted.
    private func isWanted(_ task: String, _ index: Int) -> Bool {
        wanted?.contains(task, range[index]) ?? true
    }

    func staleReason(_ task: String, _ index: Int) -> String? {
        staleness.isEmpty ? nil : staleness[TaskKey(task, ds: range[index].description)]
    }

    func hold(_ task: String, _ index: Int) -> Hold? {
        holds.indices.contains(index) ? holds[index][task] : nil
    }

    func claim(_ task: String, _ index: Int) -> Claim? {
        underWay.claims.isEmpty ? nil : underWay.claims[TaskKey(task, ds: range[index].description)]
    }
}
