import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func streaks() async throws(StoreError) -> [String: Streak] {
        try await read { database in
            var streaks: [String: Streak] = [:]
            var total: Int64 = 0
            try Query("SELECT \(Table.streaks.columns) FROM streaks", in: database).each { row in
                total = Checksum.sum(total, try row.verify(as: .streaks))
                streaks[row.text(0)] = Streak(row)
            }
            try Sums.check(database, .streaks, ds: ""..."", total: total)
            return streaks
        }
    }

    /// Forgets the failures in a row of tasks; what is on record for each ds is kept.
    public func release(tasks: [String]) async throws(StoreError) -> [(task: String, streak: Streak)] {
        try await write { database in
            let columns = Table.streaks.columns
            let release = try Query("DELETE FROM streaks WHERE task = ? RETURNING \(columns)", in: database)
            return try tasks.compactMap { task in
                try release.first(.text(task)) { row in
                    try row.verify(as: .streaks)
                    return (task, Streak(row))
                }
            }
        }
    }
}

extension Streak {
    fileprivate init(_ row: ResultRow) {
        self.init(failures: Int(truncatingIfNeeded: row.integer(1)), ds: row.text(2))
    }
}
