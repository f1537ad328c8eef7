public import PipelineGraph

extension Store {
    /// What is on record about every task for a ds, by task, with what each last succeeded with.
    public func records(ds: String) throws(StoreError) -> [String: TaskRecord] {
        let list = try read { database in
            try Query("\(TaskRecord.columns), invocation FROM tasks WHERE ds = ?", in: database).all(.text(ds)) { row in
                // With the ds that we hold, rather than one more copy of it from every row.
                try TaskRecord(row, ds: ds, invocation: row.optionalText(7))
            }
        }
        // Only now is their number known; a dictionary that grows hashes every name again, and again.
        var records: [String: TaskRecord] = [:]
        records.reserveCapacity(list.count)
        for record in list { records[record.task] = record }
        return records
    }

    /// What is on record about every task for each ds of a range, ordered by ds and task.
    ///
    /// - Parameters:
    ///   - ds: the first and the last; they are compared as texts, which for datestamps of one granularity is by time.
    ///   - withInvocations: whether to read what each last succeeded with too, which a grid of states does not need.
    public func records(
        ds: ClosedRange<String>,
        withInvocations: Bool = false
    ) throws(StoreError) -> [TaskRecord] {
        try read { database in
            let invocation = withInvocations ? "invocation" : "NULL"
            let query = try Query(
                "\(TaskRecord.columns), \(invocation), ds FROM tasks WHERE ds BETWEEN ? AND ? ORDER BY ds, task",
                in: database
            )
            var current = ""
            return try query.all(.text(ds.lowerBound), .text(ds.upperBound)) { row in
                let ds = row.text(8)
                if ds != current { current = ds }
                return try TaskRecord(row, ds: current, invocation: row.optionalText(7))
            }
        }
    }

    /// What is on record about a task for a ds; `nil` where there is nothing.
    public func record(task: String, ds: String) throws(StoreError) -> TaskRecord? {
        try read { database in
            try Query("\(TaskRecord.columns), invocation FROM tasks WHERE ds = ? AND task = ?", in: database)
                .first(.text(ds), .text(task)) { try TaskRecord($0, ds: ds, invocation: $0.optionalText(7)) }
        }
    }
}

extension TaskRecord {
    static let columns = "SELECT task, state, reason, attempts, success_order, changed_at, lost_in_a_row"

    /// Reads a row that begins with ``columns``.
    init(_ row: ResultRow, ds: String, invocation: String?) throws {
        self.init(
            task: row.text(0),
            ds: ds,
            state: try row.name(1),
            reason: row.text(2),
            attempts: Int(row.integer(3)),
            invocation: invocation,
            successOrder: row.optionalInteger(4),
            changedAt: row.integer(5),
            lostInARow: Int(truncatingIfNeeded: row.integer(6))
        )
    }
}
