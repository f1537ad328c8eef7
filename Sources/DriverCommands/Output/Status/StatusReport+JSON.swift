import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// The report for programs.
extension StatusReport {
    var json: [String] {
        let cells = isByPipeline || isByDay ? rolledUp : tasks.flatMap { task in range.indices.map { cell(task, $0) } }
        return cells
            + live.joined().map { resource in
                JSONLine.text([
                    ("ds", .text(resource.ds)), ("resource", .text(resource.name)), ("state", .text("live")),
                    ("run", .number(resource.run)), ("since", .number(resource.since)),
                ])
            }
    }

    /// A task for a ds. That a success is stale is said beside its state, which is on record.
    private func cell(_ task: String, _ index: Int) -> String {
        let record = records[index][task]
        let standing = standing(task, index)
        let stale = staleReason(task, index)
        var members: [(String, JSONLine.Value)] = [
            ("ds", .text(range[index].description)), ("task", .text(task)),
            ("state", .text(standing == .stale ? TaskState.succeeded.rawValue : standing.word)),
            ("attempts", .number(Int64(record?.attempts ?? 0))),
        ]
        if let stale, standing == .stale { members.append(("stale", .text(stale))) }
        if let record, !record.reason.isEmpty { members.append(("reason", .text(record.reason))) }
        if let hold = hold(task, index) { members.append(("held", .text(hold.description))) }
        if let record { members.append(("changed_at", .number(record.changedAt))) }
        if let claim = claim(task, index) {
            members += [("run", .number(claim.run)), ("claimed_at", .number(claim.since))]
        }
        if !underWay.waits.isEmpty {
            let key = TaskKey(task, ds: range[index].description)
            let waiting = underWay.waits.filter { $0.key == key }
            if !waiting.isEmpty { members.append(("waiting_runs", .list(waiting.map { .number($0.run) }))) }
        }
        return JSONLine.text(members)
    }

    /// A line for each cell of the table, with the counts of what it is put together from.
    private var rolledUp: [String] {
        let table = table
        return table.rows.flatMap { row in
            table.datestamps.indices.map { column in
                let cell = row.cells[column]
                let counts = cell.counts.sorted { $0.key.word < $1.key.word }
                    .map { ($0.key.word, JSONLine.Value.number(Int64($0.value))) }
                return JSONLine.text([
                    ("ds", .text(table.datestamps[column].description)),
                    (isByPipeline ? "pipeline" : "task", .text(row.name)), ("state", .text(cell.standing.word)),
                    ("counts", .object(counts)),
                ])
            }
        }
    }
}
