import GRDB
import PipelineRecord
import Testing

@testable import SQLiteStore

/// What is taken off the record.
@Suite struct RemovalTests {
    private let folder: StateFolder
    private let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
        for number in 1...3 {
            let run = try await store.begin(at: Int64(number) * 1_000)
            try await store.succeed("p.a", run: run, at: Int64(number) * 1_000)
            try await store.endRun(run, state: .succeeded, at: Int64(number) * 1_000 + 20)
        }
    }

    private func remove(
        before ms: Int64, forgets: Bool = false, isDryRun: Bool = false
    ) async throws -> RemovedRecords {
        let ended = try await store.attempts(ds: day, endedBefore: ms).filter(\.ended).map(\.key)
        var removed = try await store.remove(
            attempts: ended, ds: day, endedBefore: ms, forgetsTasks: forgets, isDryRun: isDryRun)
        removed.runs = try await store.removeRuns(endedBefore: ms, isDryRun: isDryRun)
        try await store.verify()
        return removed
    }

    @Test func theFirstAttemptsGoAndTheirRuns() async throws {
        let removed = try await remove(before: 2_500)
        #expect((removed.attempts, removed.runs, removed.tasks) == (2, 2, 0))
        #expect(try await store.attempts("p.a").map(\.number) == [3])
        #expect(try await store.runs(ds: day, limit: 9).map(\.id) == [3])
        #expect(try await store.record("p.a")?.attempts == 3)
        // Numbers go on.
        #expect(try await store.begin(at: 4_000) == 4)
        try await store.succeed("p.a", run: 4, at: 4_000)
        #expect(try await store.attempts("p.a").map(\.number) == [3, 4])
    }

    @Test func allOfThemMayGo() async throws {
        #expect(try await remove(before: 9_000).attempts == 3)
        #expect(try await store.attempts("p.a").isEmpty)
        #expect(try await store.runs(ds: nil, limit: 9).isEmpty)
        #expect(try await store.records(ds: day)["p.a"]?.state == .succeeded)
        #expect(try await folder.open().begin() == 4)
    }

    @Test func aDryRunRemovesNothing() async throws {
        #expect(try await remove(before: 9_000, forgets: true, isDryRun: true).attempts == 3)
        #expect(try await store.attempts("p.a").count == 3)
        #expect(try await store.runs(ds: day, limit: 9).count == 3)
        #expect(try await store.records(ds: day).count == 1)
    }

    @Test func aTaskIsForgottenOnlyIfAskedForAndWithNoAttemptLeft() async throws {
        #expect(try await remove(before: 2_500, forgets: true).tasks == 0)
        #expect(try await remove(before: 9_000, forgets: true).tasks == 1)
        #expect(try await store.records(ds: day).isEmpty)
        try await store.succeed("p.a", run: try await store.begin(at: 9_000), at: 9_000)
        #expect(try await store.attempts("p.a").map(\.number) == [1])
    }

    @Test func whatRunsStays() async throws {
        let run = try await store.begin(at: 4_000)
        try await store.start("p.a", run: run, at: 4_000)
        #expect(try await remove(before: 9_000, forgets: true).attempts == 3)
        #expect(try await store.attempts("p.a").map(\.number) == [4])
        #expect(try await store.runs(ds: day, limit: 9).map(\.id) == [run])
    }

    /// A clock that was set back makes a later attempt end earlier.
    @Test func whatIsLeftHasNoGap() async throws {
        let run = try await store.begin(at: 10)
        try await store.succeed("p.a", run: run, at: 10)
        #expect(try await remove(before: 500).attempts == 0)
        #expect(try await store.attempts("p.a").count == 4)
        let removed = try await store.remove(
            attempts: [1, 3].map { AttemptKey(TaskKey("p.a", ds: day), number: $0) }, ds: day, endedBefore: 9_000,
            forgetsTasks: false, isDryRun: false)
        #expect(removed.attempts == 1)
        #expect(try await store.attempts("p.a").map(\.number) == [2, 3, 4])
    }

    @Test func somethingThatWasCreatedKeepsItsTasks() async throws {
        try await store.write {
            try $0.execute(sql: "INSERT INTO resources (ds, resource, run, since) VALUES ('\(day)', 'c', 1, 1)")
        }
        #expect(try await remove(before: 9_000, forgets: true).tasks == 0)
    }

    @Test func roomIsGivenBack() async throws {
        let text = String(repeating: "find cats\n", count: 500)
        let run = try await store.begin(at: 5_000)
        for number in 1...100 {
            _ = try await store.commit(
                [.begun("p.b", text), .ended("p.b", number, AttemptOutcome(state: .failed))], run: run, at: 5_000)
        }
        try await store.endRun(run, state: .failed, at: 5_000)
        #expect(try await store.giveRoomBack() == 0)
        #expect(try await remove(before: 9_000).attempts == 103)
        let other = try await folder.open()
        let freed = try await store.giveRoomBack()
        #expect(freed > 400_000)
        #expect(try folder.read().count < 200_000)
        #expect(try await store.giveRoomBack() == 0)
        // Who had it open goes on.
        #expect(try await other.records(ds: day).count == 2)
        #expect(try await other.begin() == 5)
    }
}
