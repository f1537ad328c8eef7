import PipelineRecord
import SQLiteStore
import Testing

/// How often in a row attempts of a task were lost, over all runs.
@Suite struct LossTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    @Test(arguments: FailureCause.allCases) func theCauseIsKept(_ cause: FailureCause) async throws {
        let run = try await store.begin()
        let outcome = AttemptOutcome(state: cause == .lost ? .lost : .failed, cause: cause, reason: "why")
        try await attempt(1, outcome, run: run)
        #expect(try await store.attempts("dump").map(\.cause) == [cause])
    }

    @Test func aSuccessHasNoCause() async throws {
        try await store.succeed("dump", run: try await store.begin())
        #expect(try await store.attempts("dump").map(\.cause) == [nil])
    }

    @Test func lossesAreCountedAndEveryOtherEndEndsTheRow() async throws {
        let run = try await store.begin()
        let lost = AttemptOutcome(state: .lost, cause: .lost, reason: "gone")
        var number = 0
        func losses(after outcome: AttemptOutcome) async throws -> Int? {
            number += 1
            try await attempt(number, outcome, run: run)
            return try await store.record("dump")?.lostInARow
        }
        for state in [TaskState.failed, .cancelled, .succeeded] {
            #expect(try await losses(after: lost) == 1)
            #expect(try await losses(after: lost) == 2)
            #expect(try await losses(after: AttemptOutcome(state: state)) == 0)
        }
        #expect(try await losses(after: lost) == 1)
        // The grid and the list read the same.
        #expect(try await store.records(ds: day)["dump"]?.lostInARow == 1)
        #expect(try await store.records(ds: day...day).map(\.lostInARow) == [1])
    }

    /// It says nothing about the task, and the next start is to go on by itself.
    @Test func whatWasLostWithItsDriverNeitherCountsNorEndsTheRow() async throws {
        let first = try await store.begin()
        try await attempt(1, AttemptOutcome(state: .lost, cause: .lost), run: first)
        _ = try await store.commit([.changed("dump", .lost)], run: first, at: 2)
        for number in 2...5 {
            let run = try await store.begin()
            #expect(try await store.start("dump", run: run, at: 2) == number)
            #expect(try await store.recover(owner: "owner", keeping: [], at: 3).map(\.lostInARow) == [1])
        }
    }

    @Test func clearingForgetsThem() async throws {
        let run = try await store.begin()
        try await attempt(1, AttemptOutcome(state: .lost, cause: .lost), run: run)
        _ = try await store.commit([.changed("dump", .failed, "lost too often")], run: run, at: 3)
        #expect(try await store.clear(tasks: ["dump"], ds: day, at: 5).count == 1)
        #expect(try await store.record("dump")?.lostInARow == 0)
    }

    private func attempt(_ number: Int, _ outcome: AttemptOutcome, run: Int64) async throws {
        #expect(try await store.start("dump", run: run, at: 2) == number)
        _ = try await store.commit([.ended("dump", number, outcome)], run: run, at: 2)
    }
}
