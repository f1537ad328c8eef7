extension Store {
    /// Every attempt of a task for a ds, over all runs, oldest first.
    public func attempts(task: String, ds: String) throws(StoreError) -> [AttemptRecord] {
        try read { database in
            let query = try Query(
                """
                SELECT run, number, state, exit_code, signal, reason, invocation, started_at, ended_at, cause
                FROM attempts WHERE ds = ? AND task = ? ORDER BY number
                """,
                in: database
            )
            return try query.all(.text(ds), .text(task)) { row in
                AttemptRecord(
                    run: row.integer(0),
                    task: task,
                    ds: ds,
                    number: Int(row.integer(1)),
                    state: try row.name(2),
                    exitCode: row.optionalInteger32(3),
                    signal: row.optionalInteger32(4),
                    cause: row.isNull(9) ? nil : try row.name(9),
                    reason: row.text(5),
                    invocation: row.text(6),
                    startedAt: row.integer(7),
                    endedAt: row.optionalInteger(8)
                )
            }
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
            let keep = { (row: ResultRow) in durations[row.text(0)] = row.integer(1) }
            if let ds {
                try Query(
                    "SELECT task, last_duration FROM tasks WHERE ds = ? AND last_duration IS NOT NULL",
                    in: database
                ).each(.text(ds), body: keep)
            } else {
                try Query("SELECT task, milliseconds FROM durations", in: database).each(body: keep)
            }
            return durations
        }
    }
}
