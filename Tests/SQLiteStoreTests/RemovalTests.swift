import GRDB
import PipelineGraph
import PipelineRecord
import Testing

@testable import SQLiteStore

/// What is taken off the record.
@Suite struct RemovalTests {
    private let folder: StateFolder
    private let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
        for number in 1...3 {
            let run = try store.begin(at: Int64(number) * 1_000)
            try store.succeed("p.a", number: number, run: run, at: Int64(number) * 1_000)
            try store.endRun(run, state: .succeeded, at: Int64(number) * 1_000 + 20)
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

    @Test func theFirstAttemptsGoAndTheirRuns() throws {
        let removed = try remove(before: 2_500)
        #expect((removed.attempts, removed.runs, removed.tasks) == (2, 2, 0))
        #expect(try store.attempts(task: "p.a", ds: day).map(\.number) == [3])
        #expect(try store.runs(ds: day, limit: 9).map(\.id) == [3])
        #expect(try store.record(task: "p.a", ds: day)?.attempts == 3)
        // Numbers go on.
        #expect(try store.begin(at: 4_000) == 4)
        try store.succeed("p.a", number: 4, run: 4, at: 4_000)
        #expect(try store.attempts(task: "p.a", ds: day).map(\.number) == [3, 4])
        #expect(throws: StoreError.self) { try store.succeed("p.a", number: 4, run: 4, at: 4_000) }
    }

    @Test func allOfThemMayGo() throws {
        #expect(try remove(before: 9_000).attempts == 3)
        #expect(try store.attempts(task: "p.a", ds: day).isEmpty)
        #expect(try store.runs(ds: nil, limit: 9).isEmpty)
        #expect(try store.records(ds: day)["p.a"]?.state == .succeeded)
        #expect(try folder.open().begin() == 4)
    }

    @Test func aDryRunRemovesNothing() throws {
        #expect(try remove(before: 9_000, forgets: true, isDryRun: true).attempts == 3)
        #expect(try store.attempts(task: "p.a", ds: day).count == 3)
        #expect(try store.runs(ds: day, limit: 9).count == 3)
        #expect(try store.records(ds: day).count == 1)
    }

    @Test func aTaskIsForgottenOnlyIfAskedForAndWithNoAttemptLeft() throws {
        #expect(try remove(before: 2_500, forgets: true).tasks == 0)
        #expect(try remove(before: 9_000, forgets: true).tasks == 1)
        #expect(try store.records(ds: day).isEmpty)
        try store.succeed("p.a", number: 1, run: try store.begin(at: 9_000), at: 9_000)
        #expect(try store.attempts(task: "p.a", ds: day).map(\.number) == [1])
    }

    @Test func whatRunsStays() throws {
        let run = try store.begin(at: 4_000)
        try store.commit([.attemptStarted(task: "p.a", ds: day, number: 4, invocation: "")], run: run, at: 4_000)
        #expect(try remove(before: 9_000, forgets: true).attempts == 3)
        #expect(try store.attempts(task: "p.a", ds: day).map(\.number) == [4])
        #expect(try store.runs(ds: day, limit: 9).map(\.id) == [run])
    }

    /// A clock that was set back makes a later attempt end earlier.
    @Test func whatIsLeftHasNoGap() throws {
        let run = try store.begin(at: 10)
        try store.succeed("p.a", number: 4, run: run, at: 10)
        #expect(try remove(before: 500).attempts == 0)
        #expect(try store.attempts(task: "p.a", ds: day).count == 4)
        let removed = try store.remove(
            attempts: [1, 3].map { AttemptKey(TaskKey("p.a", ds: day), number: $0) }, ds: day, endedBefore: 9_000,
            forgetsTasks: false, isDryRun: false)
        #expect(removed.attempts == 1)
        #expect(try store.attempts(task: "p.a", ds: day).map(\.number) == [2, 3, 4])
    }

    @Test func somethingThatWasCreatedKeepsItsTasks() throws {
        try await store.write {
            try $0.execute(sql: "INSERT INTO resources (ds, resource, run, since) VALUES ('\(day)', 'c', 1, 1)")
        }
        #expect(try remove(before: 9_000, forgets: true).tasks == 0)
    }

    @Test func roomIsGivenBack() throws {
        let text = String(repeating: "find cats\n", count: 500)
        for number in 1...100 {
            try store.commit(
                [
                    .attemptStarted(task: "p.b", ds: day, number: number, invocation: text),
                    .attemptEnded(task: "p.b", ds: day, number: number, outcome: AttemptOutcome(state: .failed)),
                ], run: 1, at: 5_000)
        }
        #expect(try store.giveRoomBack() == 0)
        #expect(try remove(before: 9_000).attempts == 103)
        let other = try folder.open()
        let freed = try store.giveRoomBack()
        #expect(freed > 400_000)
        #expect(try folder.read().count < 200_000)
        #expect(try store.giveRoomBack() == 0)
        // Who had it open goes on.
        #expect(try other.records(ds: day).count == 2)
        #expect(try other.begin() == 4)
    }
}
