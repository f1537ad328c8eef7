public import PipelineRecord

extension SQLiteStore {
    /// Every attempt of a task for a ds, over all runs, oldest first.
    public func attempts(task: String, ds: String) throws(StoreError) -> [AttemptRecord] {
        try readAtOnce { database in
            let query = try Query(
                "SELECT \(Table.attempts.columns) FROM attempts WHERE ds = ? AND task = ? ORDER BY number",
                in: database
            )
            let attempts = try query.all(.text(ds), .text(task)) { row in
                try row.verify(as: .attempts)
                return AttemptRecord(
                    run: row.integer(3),
                    task: task,
                    ds: ds,
                    number: Int(row.integer(2)),
                    state: try row.name(4),
                    exitCode: row.optionalInteger32(5),
                    signal: row.optionalInteger32(6),
                    cause: row.isNull(10) ? nil : try row.name(10),
                    reason: row.text(7),
                    invocation: row.text(11),
                    startedAt: row.integer(8),
                    endedAt: row.optionalInteger(9)
                )
            }
            let counted = try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ? AND task = ?", in: database)
                .first(.text(ds), .text(task)) { row in
                    try row.verify(as: .tasks)
                    return row.integer(4)
                }
            // They are counted without a gap, from 1 or from where those end that were removed.
            let removed = try Sums.removedAttempts(database, task: task, ds: ds)
            let isWhole = zip(attempts, 1...).allSatisfy { Int64($0.number) == removed &+ $1 }
            guard isWhole, removed &+ Int64(attempts.count) == counted ?? 0 else { throw Table.attempts.loss }
            return attempts
        }
    }

    /// How long the latest successful attempt of each task took, in milliseconds, by task.
    ///
    /// Clearing a task does not forget it.
    ///
    /// - Parameter ds: only attempts for this ds; the latest for any ds where it is `nil`.
    public func finishedDurations(ds: String? = nil) throws(StoreError) -> [String: Int64] {
        try read { database in
            var durations: [String: Int64] = [:]
            if let ds {
                try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ?", in: database).each(.text(ds)) {
                    row in
                    try row.verify(as: .tasks)
                    durations[row.text(1)] = row.optionalInteger(7)
                }
            } else {
                try Query("SELECT \(Table.durations.columns) FROM durations", in: database).each { row in
                    try row.verify(as: .durations)
                    durations[row.text(0)] = row.integer(1)
                }
            }
            return durations
        }
    }
}
