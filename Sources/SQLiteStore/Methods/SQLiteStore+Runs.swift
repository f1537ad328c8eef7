import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func beginRun(_ run: NewRun) async throws(StoreError) -> Int64 {
        try await write { database in
            let ds = StoredRequest.range(of: run.request.ds)
            try Query(
                """
                INSERT INTO runs
                    (request, ds_first, ds_last, owner, pid, boot_id, mark, process_started, adoptable, command_line,
                    state, started_at, first_attempt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, (SELECT coalesce(max(id), 0) + 1 FROM attempts))
                """, in: database
            ).run(
                .text(try StoredRequest.text(of: run.request)), .text(ds.first), .text(ds.last), .text(run.owner.id),
                .integer(Int64(run.owner.process)), .text(run.owner.bootID), .integer(run.owner.mark),
                .integer(run.owner.processStarted), .integer(run.owner.isAdoptable ? 1 : 0), .text(run.commandLine),
                .integer(run.startedAt))
            return database.lastInsertedRowID
        }
    }

    public func endRun(_ id: Int64, state: RunState, at ms: Int64) async throws(StoreError) {
        try await write(isPatient: true) { database in
            try Self.close(run: id, as: state, at: ms, database)
            for claim in try Self.claims(database) where claim.run == id { try Self.give(up: claim, database) }
            try Query("DELETE FROM slots WHERE run = ?", in: database).run(.integer(id))
            try Query("DELETE FROM waits WHERE run = ?", in: database).run(.integer(id))
        }
    }

    /// Puts down how a run ended, and what its last attempt was.
    static func close(run: Int64, as state: RunState, at ms: Int64, _ database: Database) throws {
        try Query(
            """
            UPDATE runs SET state = ?, ended_at = ?, last_attempt = (SELECT coalesce(max(id), 0) FROM attempts)
            WHERE id = ?
            """, in: database
        ).run(.text(state.rawValue), .integer(ms), .integer(run))
    }

    /// Gives up a claim, and the slots that were taken with it.
    static func give(up claim: Claim, _ database: Database) throws {
        for sql in [
            "UPDATE tasks SET claimed_by = NULL WHERE ds = ? AND task = ?",
            "DELETE FROM claims WHERE ds = ? AND task = ?", "DELETE FROM slots WHERE ds = ? AND task = ?",
        ] {
            try Query(sql, in: database).run(.text(claim.key.ds), .text(claim.key.task))
        }
    }

    public func run(_ id: Int64) async throws(StoreError) -> RunRecord? {
        try await read { database in try Self.record(database, ofRun: id) }
    }

    public func requestCancel(run: Int64, _ request: CancelRequest) async throws(StoreError) -> Bool {
        try await write { database in
            try Query(
                "UPDATE runs SET cancel = max(coalesce(cancel, 0), ?) WHERE id = ? AND state = 'running'", in: database
            ).run(.integer(request.rawValue), .integer(run)) > 0
        }
    }

    public func extend(run: Int64, by request: RunRequest) async throws(StoreError) -> Bool {
        try await write { database in
            guard var whole = try Self.record(database, ofRun: run), whole.state == .running else { return false }
            whole.request.additions.append(request)
            return try Query("UPDATE runs SET request = ? WHERE id = ?", in: database).run(
                .text(try StoredRequest.text(of: whole.request)), .integer(run)) > 0
        }
    }

    public func cancelRequests(owner: String) async throws(StoreError) -> [Int64: CancelRequest] {
        try await read { database in
            var requests: [Int64: CancelRequest] = [:]
            // Somebody asks this many times a second: no more is made of a row than is needed.
            try Self.eachRunningRun(database) { row in
                if row.text(4) == owner { requests[row.integer(0)] = RunRecord.cancellation(row) }
            }
            return requests
        }
    }

    static func record(_ database: Database, ofRun id: Int64) throws -> RunRecord? {
        try Query("SELECT \(Table.runs.columns) FROM runs WHERE id = ?", in: database).first(.integer(id)) { row in
            try RunRecord(row)
        }
    }

    /// The runs that are on record as running, newest first, and none missing.
    static func runningRuns(_ database: Database) throws -> [RunRecord] {
        var runs: [RunRecord] = []
        try eachRunningRun(database) { runs.append(try RunRecord($0)) }
        return runs
    }

    private static func eachRunningRun(_ database: Database, _ body: (ResultRow) throws -> Void) throws {
        var total: Int64 = 0
        let query = try Query(
            "SELECT \(Table.runs.columns) FROM runs WHERE state = 'running' ORDER BY id DESC", in: database)
        try query.each { row in
            total = Checksum.sum(total, try row.verify(as: .runs))
            try body(row)
        }
        try Sums.check(database, .runs, named: Sums.runningRuns, ds: ""..."", total: total)
    }
}

extension RunRecord {
    /// Reads a row of ``Table/columns``.
    init(_ row: ResultRow) throws {
        try row.verify(as: .runs)
        self.init(
            id: row.integer(0),
            request: try StoredRequest.request(from: row.text(1)),
            owner: RunOwner(row),
            commandLine: row.text(11),
            state: try row.name(12),
            startedAt: row.integer(13),
            endedAt: row.optionalInteger(14),
            cancellation: Self.cancellation(row)
        )
    }

    fileprivate static func cancellation(_ row: ResultRow) -> CancelRequest? {
        row.optionalInteger(10).flatMap(CancelRequest.init)
    }
}

extension RunOwner {
    /// Reads a row of ``Table/columns`` of a run.
    init(_ row: ResultRow) {
        self.init(
            id: row.text(4), process: row.optionalInteger32(5) ?? 0, bootID: row.text(6),
            processStarted: row.integer(8), mark: row.integer(7), isAdoptable: row.integer(9) != 0)
    }
}
