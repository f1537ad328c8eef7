import GRDB
public import PipelineRecord

extension SQLiteStore {
    /// Puts a new run on record, as running.
    ///
    /// - Returns: its number.
    public func beginRun(_ run: NewRun) throws(StoreError) -> Int64 {
        try write { database in
            try Query(
                """
                INSERT INTO runs
                    (ds, graph_hash, command_line, pid, boot_id, mark, process_started, state, started_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?)
                """,
                in: database
            ).run(
                .text(run.ds),
                .text(run.graphHash),
                .text(run.commandLine),
                .integer(run.pid),
                .text(run.bootID),
                .integer(run.mark),
                .integer(run.processStarted),
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

    /// The runs for a ds that are on record as running.
    public func openRuns(ds: String) throws(StoreError) -> [RunRecord] {
        try runs(ds: ds, limit: .max).filter { $0.state == .running }
    }

    /// The latest runs, newest first.
    ///
    /// - Parameters:
    ///   - ds: only those for this ds; all where it is `nil`.
    ///   - limit: at most so many.
    public func runs(ds: String?, limit: Int) throws(StoreError) -> [RunRecord] {
        let all = try readAtOnce { database in
            // All of them and not by the index, which could leave one out.
            let query = try Query("SELECT \(Table.runs.columns) FROM runs ORDER BY id DESC", in: database)
            var total: Int64 = 0
            let all = try query.all { row in
                total = Checksum.sum(total, try row.verify(as: .runs))
                return try RunRecord(row)
            }
            try Sums.check(database, .runs, ds: ""..."", total: total)
            return all
        }
        return Array(all.lazy.filter { ds == nil || $0.ds == ds }.prefix(max(0, limit)))
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
            mark: row.integer(9),
            processStarted: row.integer(10),
            state: try row.name(6),
            startedAt: row.integer(7),
            endedAt: row.optionalInteger(8)
        )
    }
}
