import GRDB

extension Store {
    /// Puts a new run on record, as running.
    ///
    /// - Returns: its number.
    public func beginRun(_ run: NewRun) throws(StoreError) -> Int64 {
        try write { database in
            try Query(
                """
                INSERT INTO runs (ds, graph_hash, command_line, pid, boot_id, state, started_at)
                VALUES (?, ?, ?, ?, ?, 'running', ?)
                """,
                in: database
            ).run(
                .text(run.ds),
                .text(run.graphHash),
                .text(run.commandLine),
                .integer(run.pid),
                .text(run.bootID),
                .integer(run.startedAt)
            )
            return database.lastInsertedRowID
        }
    }

    /// Puts on record how a run ended.
    ///
    /// - Parameter ms: when, in milliseconds since 1970.
    public func endRun(_ id: Int64, state: RunState, at ms: Int64) throws(StoreError) {
        try write { database in
            _ = try Query("UPDATE runs SET state = ?, ended_at = ? WHERE id = ?", in: database)
                .run(.text(state.rawValue), .integer(ms), .integer(id))
        }
    }

    /// The latest runs, newest first.
    ///
    /// - Parameters:
    ///   - ds: only those for this ds; all where it is `nil`.
    ///   - limit: at most so many.
    public func runs(ds: String?, limit: Int) throws(StoreError) -> [RunRecord] {
        try read { database in
            let columns = "SELECT id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at FROM runs"
            // SQLite takes a negative limit for none.
            let limit = SQLValue.integer(max(0, limit))
            guard let ds else {
                return try Query("\(columns) ORDER BY id DESC LIMIT ?", in: database).all(limit, make: RunRecord.init)
            }
            return try Query("\(columns) WHERE ds = ? ORDER BY id DESC LIMIT ?", in: database)
                .all(.text(ds), limit, make: RunRecord.init)
        }
    }
}

extension RunRecord {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            id: row.integer(0),
            ds: row.text(1),
            graphHash: row.text(2),
            commandLine: row.text(3),
            pid: row.optionalInteger32(4) ?? 0,
            bootID: row.text(5),
            state: try row.name(6),
            startedAt: row.integer(7),
            endedAt: row.optionalInteger(8)
        )
    }
}
