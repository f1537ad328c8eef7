import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func claims(ds: String?) async throws(StoreError) -> [Claim] {
        try await read { database in
            try Self.claims(database).filter { ds == nil || $0.key.ds == ds }
        }
    }

    public func waits() async throws(StoreError) -> [Wait] {
        try await read { database in
            var total: Int64 = 0
            let query = try Query("SELECT \(Table.waits.columns) FROM waits ORDER BY ticket, pool", in: database)
            let waits = try query.all { row in
                total = Checksum.sum(total, try row.verify(as: .waits))
                return Wait(
                    ticket: row.integer(0), run: row.integer(1), key: TaskKey(row.text(3), ds: row.text(2)),
                    pool: row.optionalText(4), since: row.integer(5))
            }
            try Sums.check(database, .waits, ds: ""..."", total: total)
            return waits
        }
    }

    /// All claims, by key, and none missing: there are only as many as tasks under way.
    static func claims(_ database: Database) throws -> [Claim] {
        var total: Int64 = 0
        var owners: [Int64: RunOwner] = [:]
        let query = try Query("SELECT \(Table.claims.columns) FROM claims ORDER BY ds, task", in: database)
        let claims = try query.all { row in
            total = Checksum.sum(total, row.integer(Table.claims.fieldCount))
            return try claim(database, row, owners: &owners)
        }
        try Sums.check(database, .claims, ds: ""..."", total: total)
        return claims
    }

    /// Reads a row of ``Table/columns``.
    static func claim(_ database: Database, _ row: ResultRow) throws -> Claim {
        var owners: [Int64: RunOwner] = [:]
        return try claim(database, row, owners: &owners)
    }

    private static func claim(
        _ database: Database, _ row: ResultRow, owners: inout [Int64: RunOwner]
    ) throws -> Claim {
        try row.verify(as: .claims)
        let run = row.integer(2)
        let owner = try owners[run] ?? owner(database, of: run)
        owners[run] = owner
        return Claim(
            key: TaskKey(row.text(1), ds: row.text(0)), run: run, owner: owner,
            number: Int(truncatingIfNeeded: row.integer(3)), since: row.integer(4))
    }

    /// The process that executes a run which has claims.
    static func owner(_ database: Database, of run: Int64) throws -> RunOwner {
        let query = try Query("SELECT \(Table.runs.columns) FROM runs WHERE id = ?", in: database)
        let owner = try query.first(.integer(run)) { row in
            try row.verify(as: .runs)
            return RunOwner(row)
        }
        guard let owner else { throw Table.runs.loss }
        return owner
    }
}
