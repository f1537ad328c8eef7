import PipelineRecord
import Testing

@testable import SQLiteStore

/// A row that is gone, though no other was harmed: what work stands on is missed, and the rest by a look at the whole.
@Suite struct MissingRowTests {
    let folder: StateFolder
    let store: SQLiteStore
    let pool = SlotClaim("hive", slots: 1, limit: 1)

    /// A run that does a task with a slot of a pool, one that waits, and one that has ended.
    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
        try await store.succeed("done")
        let run = try await store.begin(owner: "one")
        let request = ClaimRequest(TaskKey("dump", ds: day), invocation: "", slots: [pool], seen: nil)
        _ = try await store.commit(
            [.claim(request), .changed("find", .failed), .resourceBegan(resource: "cluster", ds: day)], run: run, at: 1)
        _ = try await store.commit([.begun("dump")], run: try await store.begin(owner: "two"), at: 2)
        try await store.endRun(1, state: .succeeded, at: 3)
        try await store.verify()
    }

    /// Takes a row away as damage does: no sum tells of it.
    private func lose(_ rows: String) throws { try folder.tamper("DELETE FROM \(rows)") }

    private func expect(_ table: String, _ body: () async throws -> Void) async throws {
        #expect(
            await sentence(body)
                == "\(folder.file): this is not a store, or a damaged one (rows of \(table) are missing); "
                + "move store.sqlite* away to begin anew, or restore a copy.")
        #expect(await sentence { try await store.verify() } != nil)
    }

    @Test func aClaim() async throws {
        try lose("claims")
        try await expect("claims") { _ = try await store.claims(ds: nil) }
        // It would be done twice at a time.
        try await expect("claims") { _ = try await store.commit([.begun("dump")], run: 3, at: 4) }
        try await expect("claims") { _ = try await store.recover(owner: "one", keeping: [], at: 4) }
    }

    @Test func theTaskOfAClaim() async throws {
        try lose("tasks WHERE task = 'dump'")
        try await expect("claims") { _ = try await store.commit([.begun("dump")], run: 3, at: 4) }
        try await expect("tasks") { _ = try await store.records(ds: day) }
        try await expect("tasks") { _ = try await store.records(ds: "2016"..."2017") }
    }

    @Test func aTaskThatWasDone() async throws {
        try lose("tasks WHERE task = 'done'")
        try await expect("tasks") { _ = try await store.commit([.begun("done")], run: 3, at: 4) }
    }

    @Test func allTasksOfADs() async throws {
        try lose("tasks")
        try await expect("tasks") { _ = try await store.records(ds: day) }
    }

    @Test func anAttempt() async throws {
        try lose("attempts WHERE task = 'done'")
        try await expect("attempts") { _ = try await store.attempts("done") }
    }

    @Test func aSlot() async throws {
        try lose("slots")
        let request = ClaimRequest(TaskKey("other", ds: day), invocation: "", slots: [pool], seen: nil)
        try await expect("slots") { _ = try await store.commit([.claim(request)], run: 3, at: 4) }
    }

    @Test func aPlaceInLine() async throws {
        try lose("waits")
        try await expect("waits") { _ = try await store.waits() }
    }

    @Test func aRunThatRuns() async throws {
        try lose("runs WHERE id = 2")
        try await expect("runs") { _ = try await store.runs(RunFilter(states: [.running])) }
        try await expect("runs") { _ = try await store.cancelRequests(owner: "one") }
        try await expect("runs") { _ = try await store.claims(ds: nil) }
    }

    @Test func aStreakAndAResource() async throws {
        try lose("streaks")
        try await expect("streaks") { _ = try await store.streaks() }
        try lose("resources")
        try await expect("resources") { _ = try await store.liveResources(ds: day) }
    }

    @Test func aRunThatEndedIsMissedByALookAtTheWhole() async throws {
        try lose("runs WHERE id = 1")
        #expect(try await store.runs(RunFilter()).map(\.id) == [3, 2])
        try await expect("runs") { try await store.verify() }
    }

    @Test func anIndexThatLeavesOneOutIsFoundByALookAtTheWhole() async throws {
        try folder.tamper(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = sql || ' WHERE id > 1' WHERE name = 'runs_by_state';
            PRAGMA writable_schema = RESET;
            REINDEX runs_by_state;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, ' WHERE id > 1', '') WHERE name = 'runs_by_state';
            PRAGMA writable_schema = RESET;
            """)
        #expect(try await store.runs(RunFilter(states: [.succeeded])).isEmpty)
        #expect(await sentence { try await store.verify() }?.contains("row 1 missing from index runs_by_state") == true)
    }
}
