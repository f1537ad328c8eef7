import GRDB
public import PipelineRecord

extension SQLiteStore {
    /// The ds of which something on record may be removed, in order.
    ///
    /// - Parameters:
    ///   - ms: what ended before is removed, in milliseconds since 1970.
    ///   - forgetsTasks: whether tasks that changed before then are forgotten, too.
    public func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) throws(StoreError) -> [String] {
        try read { database in
            let tasks = forgetsTasks ? "UNION SELECT ds FROM tasks WHERE changed_at < ?1" : ""
            return try Query(
                """
                SELECT ds FROM attempts WHERE ended_at < ?1 AND state <> 'running'
                UNION SELECT ds FROM runs WHERE ended_at < ?1 AND state <> 'running' \(tasks) ORDER BY ds
                """,
                in: database
            ).all(.integer(ms)) { $0.text(0) }
        }
    }

    /// Every attempt on record for a ds, by task and number, and whether it ended before a moment, in milliseconds since
    /// 1970, and with it all before it.
    public func attempts(
        ds: String, endedBefore ms: Int64
    ) throws(StoreError) -> [(task: String, number: Int, ended: Bool)] {
        try read { database in
            var last: (task: String, ended: Bool)?
            return try Query(
                """
                SELECT \(Table.attempts.columns), ended_at IS NOT NULL AND ended_at < ?2 AND state <> 'running'
                FROM attempts WHERE ds = ?1 ORDER BY task, number
                """,
                in: database
            ).all(.text(ds), .integer(ms)) { row in
                _ = try row.verify(as: .attempts)
                let task = row.text(1)
                // They are removed in their order, so that what is left has no gap, even if the clock was set back.
                let ended =
                    row.integer(Table.attempts.fieldCount + 1) != 0 && (last?.task != task || last?.ended ?? true)
                last = (task, ended)
                return (task: task, number: Int(row.integer(2)), ended: ended)
            }
        }
    }

    /// Takes attempts of a ds off the record, and its runs that ended before a moment and have no attempt left.
    ///
    /// The caller holds the ds's lock, and has removed the attempts' folders. What is known of a task stays, with the count
    /// of its attempts, so that its next one gets a number of its own. A task is forgotten only if that is asked for and
    /// no attempt of it is left; not where something that was created for the ds may still be there.
    ///
    /// - Parameters:
    ///   - ms: in milliseconds since 1970.
    ///   - isDryRun: whether everything stays, and is only counted.
    public func remove(
        attempts: [(task: String, number: Int)], ds: String, endedBefore ms: Int64, forgetsTasks: Bool,
        isDryRun: Bool = false
    ) throws(StoreError) -> RemovedRecords {
        try write { database in
            var removed = RemovedRecords()
            try database.inSavepoint {
                let attempt = try Query("DELETE FROM attempts WHERE ds = ? AND task = ? AND number = ?", in: database)
                for (task, numbers) in Dictionary(grouping: attempts, by: \.task) {
                    var last = try Sums.removedAttempts(database, task: task, ds: ds)
                    // What is left must have no gap: one that has to stay keeps those after it.
                    for number in numbers.map({ Int64($0.number) }).sorted() where number == last &+ 1 {
                        removed.attempts += try attempt.run(.text(ds), .text(task), .integer(number))
                        last = number
                    }
                    try Sums.setRemovedAttempts(last, database, task: task, ds: ds)
                }
                removed.runs = try Query(
                    """
                    DELETE FROM runs WHERE ds = ?1 AND ended_at < ?2 AND state <> 'running'
                        AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.ds = ?1 AND attempts.run = runs.id)
                    """,
                    in: database
                ).run(.text(ds), .integer(ms))
                if forgetsTasks {
                    let forgotten = try Query(
                        """
                        DELETE FROM tasks WHERE ds = ?1 AND changed_at < ?2 AND state <> 'running'
                            AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.ds = ?1 AND attempts.task = tasks.task)
                            AND NOT EXISTS (SELECT 1 FROM resources WHERE resources.ds = ?1)
                        RETURNING task
                        """,
                        in: database
                    ).all(.text(ds), .integer(ms)) { $0.text(0) }
                    removed.tasks = forgotten.count
                    for task in forgotten { try Sums.setRemovedAttempts(0, database, task: task, ds: ds) }
                }
                return isDryRun ? .rollback : .commit
            }
            return removed
        }
    }

    /// Gives the room that nothing takes any more in the store's file back to the disk, if it is worth the while: the
    /// file is written anew, whole or not at all, while nobody else writes.
    ///
    /// - Returns: by how many bytes the store has become smaller.
    public func giveRoomBack() throws(StoreError) -> Int64 {
        try alone { database in
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
