import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) async throws(StoreError) -> [String] {
        try await read { database in
            let tasks = forgetsTasks ? "UNION SELECT ds FROM tasks WHERE changed_at < ?1" : ""
            return try Query(
                """
                SELECT ds FROM attempts WHERE ended_at < ?1 AND state <> 'running' \(tasks) ORDER BY ds
                """, in: database
            ).all(.integer(ms)) { $0.text(0) }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
    }

    public func attempts(
        ds: String, endedBefore ms: Int64
    ) async throws(StoreError) -> [(key: AttemptKey, ended: Bool)] {
        try await read { database in
            var last: (task: String, ended: Bool)?
            return try Query(
                """
                SELECT \(Table.attempts.columns), ended_at IS NOT NULL AND ended_at < ?2 AND state <> 'running'
                FROM attempts WHERE ds = ?1 ORDER BY task, number
                """, in: database
            ).all(.text(ds), .integer(ms)) { row in
                try row.verify(as: .attempts)
                let task = row.text(1)
                // They are removed in their order, so that what is left has no gap, even if the clock was set back.
                let ended =
                    row.integer(Table.attempts.fieldCount + 1) != 0 && (last?.task != task || last?.ended ?? true)
                last = (task, ended)
                return (AttemptKey(TaskKey(task, ds: ds), number: Int(row.integer(2))), ended)
            }
        }
    }

    public func remove(
        attempts: [AttemptKey], ds: String, endedBefore ms: Int64, forgetsTasks: Bool, isDryRun: Bool
    ) async throws(StoreError) -> RemovedRecords {
        try await write(isRehearsal: isDryRun) { database in
            var removed = RemovedRecords()
            let attempt = try Query(
                "DELETE FROM attempts WHERE ds = ? AND task = ? AND number = ? AND state <> 'running'", in: database)
            let all = Dictionary(grouping: attempts.filter { $0.key.ds == ds }, by: \.key.task)
            for (task, keys) in all {
                var last = try Sums.removedAttempts(database, task: task, ds: ds)
                // What is left must have no gap: one that has to stay keeps those after it.
                for number in keys.map({ Int64($0.number) }).sorted() where number == last &+ 1 {
                    guard try attempt.run(.text(ds), .text(task), .integer(number)) > 0 else { break }
                    removed.attempts += 1
                    last = number
                }
                try Sums.setRemovedAttempts(last, database, task: task, ds: ds)
            }
            if removed.attempts > 0 { try Self.widenRunningRuns(database) }
            if forgetsTasks { removed.tasks = try Self.forgetTasks(database, ds: ds, changedBefore: ms) }
            return removed
        }
    }

    /// SQLite gives the numbers of the last rows that were removed to the next ones: what a run that has begun already claims
    /// from now on may stand before what was the end of the table at its beginning.
    private static func widenRunningRuns(_ database: Database) throws {
        try Query(
            """
            UPDATE runs SET first_attempt = (SELECT coalesce(max(id), 0) + 1 FROM attempts)
            WHERE state = 'running' AND first_attempt > (SELECT coalesce(max(id), 0) + 1 FROM attempts)
            """, in: database
        ).run()
    }

    /// - Returns: how many were forgotten.
    private static func forgetTasks(_ database: Database, ds: String, changedBefore ms: Int64) throws -> Int {
        let forgotten = try Query(
            """
            DELETE FROM tasks WHERE ds = ?1 AND changed_at < ?2 AND state <> 'running' AND claimed_by IS NULL
                AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.ds = ?1 AND attempts.task = tasks.task)
                AND NOT EXISTS (SELECT 1 FROM resources WHERE resources.ds = ?1)
            RETURNING task
            """, in: database
        ).all(.text(ds), .integer(ms)) { $0.text(0) }
        for task in forgotten { try Sums.setRemovedAttempts(0, database, task: task, ds: ds) }
        return forgotten.count
    }

    public func removeRuns(endedBefore ms: Int64, isDryRun: Bool) async throws(StoreError) -> Int {
        try await write(isRehearsal: isDryRun) { database in
            try Query(
                """
                DELETE FROM runs WHERE ended_at < ? AND state <> 'running'
                    AND NOT EXISTS
                        (SELECT 1 FROM attempts WHERE id BETWEEN first_attempt AND last_attempt AND run = runs.id)
                """, in: database
            ).run(.integer(ms))
        }
    }

    /// Gives room that nothing takes any more back to the disk, if it is worth the while: the file is written anew, whole
    /// or not at all, while nobody else writes.
    public func giveRoomBack() async throws(StoreError) -> Int64 {
        try await alone { database in
            let pages = try Schema.number(database, "PRAGMA page_count")
            let free = try Schema.number(database, "PRAGMA freelist_count")
            // A few free pages are filled by the next run.
            guard free * 8 >= pages else { return 0 }
            try database.execute(sql: "VACUUM")
            // What was written stands in the log until it is copied back, and then the file is cut off.
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            let left = try Schema.number(database, "PRAGMA page_count")
            return max(0, pages - left) * (try Schema.number(database, "PRAGMA page_size"))
        }
    }
}
