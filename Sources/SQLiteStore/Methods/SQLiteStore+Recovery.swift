import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func recover(
        owner: String, keeping: Set<AttemptKey>, at ms: Int64
    ) async throws(StoreError) -> [TaskRecord] {
        try await write { database in
            let recovery = try Recovery(database, at: ms)
            // Whatever is on record of its runs: a claim that nobody gave up would be in the way for ever.
            let lost = try Self.claims(database).compactMap { claim in
                claim.owner.id == owner && !keeping.contains(AttemptKey(claim.key, number: claim.number))
                    ? try recovery.lose(claim) : nil
            }
            try recovery.endWaits(of: owner)
            for run in try Self.runningRuns(database) where run.owner.id == owner && !run.owner.isAdoptable {
                try Self.close(run: run.id, as: .lost, at: ms, database)
            }
            return lost
        }
    }

    public func adopt(run: Int64, by owner: RunOwner) async throws(StoreError) {
        try await write { database -> Void in
            try Query(
                """
                UPDATE runs SET owner = ?2, pid = ?3, boot_id = ?4, mark = ?5, process_started = ?6, adoptable = ?7
                WHERE id = ?1
                """, in: database
            ).run(
                .integer(run), .text(owner.id), .integer(Int64(owner.process)), .text(owner.bootID),
                .integer(owner.mark), .integer(owner.processStarted), .integer(owner.isAdoptable ? 1 : 0))
        }
    }
}

/// What becomes of the work of an owner that is gone.
private struct Recovery {
    private let database: Database
    private let ms: Int64
    private let loseAttempt: Query
    private let loseTask: Query
    private static let reason = "its driver was gone before it ended"

    init(_ database: Database, at ms: Int64) throws {
        (self.database, self.ms) = (database, ms)
        loseAttempt = try Query(
            """
            UPDATE attempts SET state = 'lost', cause = 'lost', reason = ?4, ended_at = ?5, handle = NULL
            WHERE ds = ?1 AND task = ?2 AND number = ?3 AND state = 'running'
            """, in: database)
        // One whose attempt has ended and nothing else is lost too; one that waits for a retry goes on waiting.
        loseTask = try Query(
            """
            UPDATE tasks SET state = 'lost', reason = ?3, changed_at = ?4
            WHERE ds = ?1 AND task = ?2 AND (?5 OR state = 'running')
            RETURNING \(Table.tasks.columns)
            """, in: database)
    }

    /// - Returns: the task, if it was lost.
    func lose(_ claim: Claim) throws -> TaskRecord? {
        let (ds, task) = (SQLValue.text(claim.key.ds), SQLValue.text(claim.key.task))
        let wasRunning = try loseAttempt.run(ds, task, .integer(claim.number), .text(Self.reason), .integer(ms))
        let lost = try loseTask.first(ds, task, .text(Self.reason), .integer(ms), .integer(wasRunning)) {
            try TaskRecord($0, ds: claim.key.ds)
        }
        try SQLiteStore.give(up: claim, database)
        return lost
    }

    func endWaits(of owner: String) throws {
        let runs = try Query("SELECT DISTINCT run FROM waits", in: database).all { $0.integer(0) }
        for run in runs where try SQLiteStore.record(database, ofRun: run)?.owner.id == owner {
            try Query("DELETE FROM waits WHERE run = ?", in: database).run(.integer(run))
        }
    }
}
