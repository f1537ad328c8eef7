public import PipelineRecord

extension SQLiteStore {
    /// Puts on record that nobody knows how the running attempts for a ds ended, for their driver is gone.
    ///
    /// The caller holds the ds's lock and has not begun its own run yet. Attempts, their tasks and the runs of the ds that
    /// are on record as running become `lost`; what a task succeeded with earlier is kept. That they were lost does not
    /// count in ``TaskRecord/lostInARow``: whoever killed the driver, it goes on by itself at the next start. It writes
    /// even where there are none, so that those who may find none look at ``openRuns(ds:)`` first.
    ///
    /// - Parameter ms: when they were found, in milliseconds since 1970.
    /// - Returns: the tasks, in the order of their names.
    public func recoverLost(ds: String, at ms: Int64) throws(StoreError) -> [TaskRecord] {
        try write { database in
            let tasks = try Query(
                """
                SELECT task FROM tasks WHERE ds = ?1 AND state = 'running'
                UNION SELECT task FROM attempts WHERE ds = ?1 AND state = 'running'
                """,
                in: database
            ).all(.text(ds)) { $0.text(0) }
            try Query(
                """
                UPDATE attempts SET state = 'lost', cause = 'lost', reason = ?3, ended_at = ?2
                WHERE ds = ?1 AND state = 'running'
                """,
                in: database
            ).run(.text(ds), .integer(ms), .text(Self.lostReason))
            try Query("UPDATE runs SET state = 'lost', ended_at = ?2 WHERE ds = ?1 AND state = 'running'", in: database)
                .run(.text(ds), .integer(ms))

            let lose = try Query(
                """
                UPDATE tasks SET state = 'lost', reason = ?3, changed_at = ?4
                WHERE ds = ?1 AND task = ?2
                RETURNING \(Table.tasks.columns)
                """,
                in: database
            )
            return try tasks.compactMap { task in
                try lose.first(.text(ds), .text(task), .text(Self.lostReason), .integer(ms)) {
                    try TaskRecord($0, ds: ds, invocation: $0.optionalText(9))
                }
            }
        }
    }

    private static let lostReason = "its driver was gone before it ended"
}
