import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func records(ds: String) async throws(StoreError) -> [String: TaskRecord] {
        try await read { database in
            let list = try Self.tasks(database, ds: ds...ds) { body in
                let query = try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ?", in: database)
                // With the ds that we hold, rather than one more copy of it from every row.
                return try query.all(.text(ds)) { row in try body(row, ds) }
            }
            // Only now is their number known; a dictionary that grows hashes every name again, and again.
            var records: [String: TaskRecord] = [:]
            records.reserveCapacity(list.count)
            for record in list { records[record.task] = record }
            return records
        }
    }

    public func records(ds: ClosedRange<String>) async throws(StoreError) -> [TaskRecord] {
        try await read { database in
            try Self.tasks(database, ds: ds) { body in
                let query = try Query(
                    "SELECT \(Table.tasks.columns) FROM tasks WHERE ds BETWEEN ? AND ? ORDER BY ds, task", in: database)
                var current = ""
                return try query.all(.text(ds.lowerBound), .text(ds.upperBound)) { row in
                    let ds = row.text(0)
                    if ds != current { current = ds }
                    return try body(row, current)
                }
            }
        }
    }

    /// What is on record about a task for a ds; `nil` where there is nothing.
    ///
    /// A record that damage to the store has made impossible to find counts as none; ``records(ds:)`` misses it, and so
    /// does a claim.
    public func record(_ key: TaskKey) async throws(StoreError) -> TaskRecord? {
        try await read { database in
            try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ? AND task = ?", in: database)
                .first(.text(key.ds), .text(key.task)) { row in
                    try row.verify(as: .tasks)
                    return try TaskRecord(row, ds: key.ds)
                }
        }
    }

    /// Reads all rows of a range of ds, each as it was written and none missing.
    private static func tasks(
        _ database: Database, ds: ClosedRange<String>,
        _ select: (_ make: (ResultRow, _ ds: String) throws -> TaskRecord) throws -> [TaskRecord]
    ) throws -> [TaskRecord] {
        var total: Int64 = 0
        // Mostly that of the row before.
        var (name, state): (String?, TaskState) = (nil, .waiting)
        let records = try select { row, ds in
            total = Checksum.sum(total, try row.verify(as: .tasks))
            let text = row.text(2)
            if text != name { (name, state) = (text, try row.name(2)) }
            return TaskRecord(row, ds: ds, state: state)
        }
        try Sums.check(database, .tasks, ds: ds, total: total)
        return records
    }
}

extension TaskRecord {
    /// Reads a row of ``Table/columns``.
    init(_ row: ResultRow, ds: String) throws { self.init(row, ds: ds, state: try row.name(2)) }

    fileprivate init(_ row: ResultRow, ds: String, state: TaskState) {
        self.init(
            task: row.text(1),
            ds: ds,
            state: state,
            reason: row.text(3),
            attempts: Int(row.integer(4)),
            invocation: row.optionalText(10),
            successOrder: row.optionalInteger(5),
            beganOrder: row.optionalInteger(6),
            changedAt: row.integer(7),
            lostInARow: Int(truncatingIfNeeded: row.integer(8))
        )
    }
}
