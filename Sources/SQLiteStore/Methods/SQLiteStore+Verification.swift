import GRDB
public import PipelineRecord

extension SQLiteStore {
    /// Reads everything and holds it against what else tells of it: rows against their checksums, tables against their sums
    /// and indices, tasks against their attempts and claims.
    ///
    /// Whatever the other methods may miss, because they read no more than they need, this does not.
    public func verify() async throws(StoreError) {
        try await read { database in
            for line in try String.fetchAll(database, sql: "PRAGMA integrity_check(1)") where line != "ok" {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: line)
            }
            try Verification(database).verify()
        }
    }
}

/// The whole of a store, held against itself.
private struct Verification {
    let database: Database

    init(_ database: Database) { self.database = database }

    func verify() throws {
        for table in Table.allCases { try verify(table) }
        let running = try SQLiteStore.runningRuns(database)
        let all = try Query("SELECT count(*) FROM runs WHERE +state = 'running'", in: database).first { $0.integer(0) }
        guard Int64(running.count) == all else { throw Table.runs.loss }
        try verifyAttempts()
        try verifyClaims()
    }

    /// Every row as it was written, and none missing.
    private func verify(_ table: Table) throws {
        var totals: [[UInt8]: Int64] = [:]
        // Not by an index, which could leave one out.
        let query = try Query("SELECT \(table.columns) FROM \(table.rawValue) NOT INDEXED", in: database)
        try query.each { row in
            let ds = table == .tasks ? Array(row.text(0).utf8) : []
            totals[ds, default: 0] = Checksum.sum(totals[ds, default: 0], try row.verify(as: table))
        }
        guard table != .attempts, table != .sums else { return }
        try Query("SELECT ds, total FROM sums WHERE name = ?", in: database).each(.text(table.rawValue)) { row in
            guard row.integer(1) == totals.removeValue(forKey: Array(row.text(0).utf8)) ?? 0 else { throw table.loss }
        }
        guard totals.values.allSatisfy({ $0 == 0 }) else { throw table.loss }
    }

    /// Each task has as many attempts as it tells of, and there are no others.
    private func verifyAttempts() throws {
        let keys = try Query("SELECT ds, task FROM tasks UNION SELECT ds, task FROM attempts", in: database)
            .all { TaskKey($0.text(1), ds: $0.text(0)) }
        for key in keys { _ = try SQLiteStore.attempts(database, key) }
    }

    /// Each claim is that of a run, and its task tells of it; and the other way about.
    private func verifyClaims() throws {
        var claims: [TaskKey: Int64] = [:]
        for claim in try SQLiteStore.claims(database) {
            claims[claim.key] = claim.run
        }
        try Query("SELECT ds, task, claimed_by FROM tasks WHERE claimed_by IS NOT NULL", in: database).each { row in
            let key = TaskKey(row.text(1), ds: row.text(0))
            guard claims.removeValue(forKey: key) == row.integer(2) else { throw Table.claims.loss }
        }
        guard claims.isEmpty else { throw Table.tasks.loss }
    }
}
