import GRDB
public import PipelineRecord

extension SQLiteStore {
    /// What is on record about every task for a ds, by task, with what each last succeeded with.
    public func records(ds: String) throws(StoreError) -> [String: TaskRecord] {
        let list = try readTasks(ds: ds...ds) { database, body in
            try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ?", in: database).all(.text(ds)) { row in
                // With the ds that we hold, rather than one more copy of it from every row.
                try body(row, ds, row.optionalText(9))
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
    ///   - withInvocations: whether to tell what each last succeeded with too, which a grid of states does not need.
    public func records(
        ds: ClosedRange<String>,
        withInvocations: Bool = false
    ) throws(StoreError) -> [TaskRecord] {
        try readTasks(ds: ds) { database, body in
            let query = try Query(
                "SELECT \(Table.tasks.columns) FROM tasks WHERE ds BETWEEN ? AND ? ORDER BY ds, task",
                in: database
            )
            var current = ""
            return try query.all(.text(ds.lowerBound), .text(ds.upperBound)) { row in
                let ds = row.text(0)
                if ds != current { current = ds }
                return try body(row, current, withInvocations ? row.optionalText(9) : nil)
            }
        }
    }

    /// What is on record about a task for a ds; `nil` where there is nothing.
    ///
    /// A record that damage to the store has made impossible to find counts as none; ``records(ds:)`` misses it.
    public func record(task: String, ds: String) throws(StoreError) -> TaskRecord? {
        try read { database in
            try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ? AND task = ?", in: database)
                .first(.text(ds), .text(task)) { row in
                    try row.verify(as: .tasks)
                    return try TaskRecord(row, ds: ds, invocation: row.optionalText(9))
                }
        }
    }

    /// Reads all rows of a range of ds, each as it was written and none missing.
    private func readTasks(
        ds: ClosedRange<String>,
        _ select: (Database, _ make: (ResultRow, _ ds: String, _ invocation: String?) throws -> TaskRecord) throws ->
            [TaskRecord]
    ) throws(StoreError) -> [TaskRecord] {
        try readAtOnce { database in
            var total: Int64 = 0
            // Mostly that of the row before.
            var (name, state): (String?, TaskState) = (nil, .waiting)
            let records = try select(database) { row, ds, invocation in
                total = Checksum.sum(total, try row.verify(as: .tasks))
                let text = row.text(2)
                if text != name { (name, state) = (text, try row.name(2)) }
                return TaskRecord(row, ds: ds, state: state, invocation: invocation)
            }
            try Sums.check(database, .tasks, ds: ds, total: total)
            return records
        }
    }
}

extension TaskRecord {
    /// Reads a row of ``Table/columns``.
    init(_ row: ResultRow, ds: String, invocation: String?) throws {
        self.init(row, ds: ds, state: try row.name(2), invocation: invocation)
    }

    fileprivate init(_ row: ResultRow, ds: String, state: TaskState, invocation: String?) {
        self.init(
            task: row.text(1),
            ds: ds,
            state: state,
            reason: row.text(3),
            attempts: Int(row.integer(4)),
            invocation: invocation,
            successOrder: row.optionalInteger(5),
            changedAt: row.integer(6),
            lostInARow: Int(truncatingIfNeeded: row.integer(8))
        )
    }
}
