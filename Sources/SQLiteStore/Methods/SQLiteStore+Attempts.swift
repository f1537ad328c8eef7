import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func attempts(_ key: TaskKey) async throws(StoreError) -> [AttemptRecord] {
        try await read { database in try Self.attempts(database, key) }
    }

    public func attempts(run: Int64) async throws(StoreError) -> [AttemptRecord] {
        try await read { database in
            let span = try Query("SELECT \(Table.runs.columns) FROM runs WHERE id = ?", in: database)
                .first(.integer(run)) { row in
                    try row.verify(as: .runs)
                    return (first: row.integer(15), last: row.optionalInteger(16))
                }
            guard let span else { return [] }
            return try Query(
                "SELECT \(Table.attempts.columns) FROM attempts WHERE id BETWEEN ? AND ? AND run = ? ORDER BY id",
                in: database
            ).all(.integer(span.first), .integer(span.last ?? .max), .integer(run)) { try AttemptRecord($0) }
        }
    }

    /// Every attempt of a key, oldest first, and none missing.
    static func attempts(_ database: Database, _ key: TaskKey) throws -> [AttemptRecord] {
        let query = try Query(
            "SELECT \(Table.attempts.columns) FROM attempts WHERE ds = ? AND task = ? ORDER BY number", in: database)
        let attempts = try query.all(.text(key.ds), .text(key.task)) { try AttemptRecord($0) }
        let counted = try Query("SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ? AND task = ?", in: database)
            .first(.text(key.ds), .text(key.task)) { row in
                try row.verify(as: .tasks)
                return row.integer(4)
            }
        // They are counted without a gap, from 1 or from where those end that were removed.
        let removed = try Sums.removedAttempts(database, task: key.task, ds: key.ds)
        let isWhole = zip(attempts, 1...).allSatisfy { Int64($0.number) == removed &+ $1 }
        guard isWhole, removed &+ Int64(attempts.count) == counted ?? 0 else { throw Table.attempts.loss }
        return attempts
    }
}

extension AttemptRecord {
    /// Reads a row of ``Table/columns``.
    init(_ row: ResultRow) throws {
        try row.verify(as: .attempts)
        self.init(
            run: row.integer(3),
            key: TaskKey(row.text(1), ds: row.text(0)),
            number: Int(row.integer(2)),
            state: try row.name(4),
            exitCode: row.optionalInteger32(5),
            signal: row.optionalInteger32(6),
            cause: row.isNull(10) ? nil : try row.name(10),
            reason: row.text(7),
            invocation: row.text(18),
            handle: row.optionalText(11),
            measures: AttemptMeasures(row),
            began: row.optionalInteger(17),
            startedAt: row.integer(8),
            endedAt: row.optionalInteger(9)
        )
    }
}

extension AttemptMeasures {
    /// Nothing where nothing was measured.
    fileprivate init?(_ row: ResultRow) {
        guard !(12...16).allSatisfy(row.isNull) else { return nil }
        self.init(
            peakMemory: row.optionalInteger(12), userTime: row.optionalInteger(13), systemTime: row.optionalInteger(14),
            logBytes: row.optionalInteger(15), outputBytes: row.optionalInteger(16))
    }
}
