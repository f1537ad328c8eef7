import PipelineGraph
import PipelineRecord
import SQLiteStore
import Testing

/// How often in a row attempts of a task were lost, over all runs.
@Suite struct LossTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
    }

    @Test(arguments: FailureCause.allCases) func theCauseIsKept(_ cause: FailureCause) throws {
        let run = try store.begin()
        let outcome = AttemptOutcome(state: cause == .lost ? .lost : .failed, cause: cause, reason: "why")
        try attempt(1, outcome, run: run)
        #expect(try store.attempts(task: "dump", ds: day).map(\.cause) == [cause])
    }

    @Test func aSuccessHasNoCause() throws {
        try store.succeed("dump", run: try store.begin())
        #expect(try store.attempts(task: "dump", ds: day).map(\.cause) == [nil])
    }

    @Test func lossesAreCountedAndEveryOtherEndEndsTheRow() throws {
        let run = try store.begin()
        let lost = AttemptOutcome(state: .lost, cause: .lost, reason: "gone")
        var number = 0
        func losses(after outcome: AttemptOutcome) throws -> Int? {
            number += 1
            try attempt(number, outcome, run: run)
            return try store.record(task: "dump", ds: day)?.lostInARow
        }
        for state in [TaskState.failed, .cancelled, .succeeded] {
            #expect(try losses(after: lost) == 1)
            #expect(try losses(after: lost) == 2)
            #expect(try losses(after: AttemptOutcome(state: state)) == 0)
        }
        #expect(try losses(after: lost) == 1)
        // The grid and the list read the same.
        #expect(try store.records(ds: day)["dump"]?.lostInARow == 1)
        #expect(try store.records(ds: day...day).map(\.lostInARow) == [1])
    }

    /// It says nothing about the task, and the next start is to go on by itself.
    @Test func whatWasLostWithItsDriverNeitherCountsNorEndsTheRow() throws {
        try attempt(1, AttemptOutcome(state: .lost, cause: .lost), run: try store.begin())
        for number in 2...5 {
            let run = try store.begin()
            try store.commit([.attemptStarted(task: "dump", ds: day, number: number, invocation: "")], run: run, at: 2)
            #expect(try store.recoverLost(ds: day, at: 3).map(\.lostInARow) == [1])
        }
    }

    @Test func clearingForgetsThem() throws {
        let run = try store.begin()
        try attempt(1, AttemptOutcome(state: .lost, cause: .lost), run: run)
        #expect(try store.clear(tasks: ["dump"], ds: day, at: 5) == 1)
        #expect(try store.record(task: "dump", ds: day)?.lostInARow == 0)
    }

    private func attempt(_ number: Int, _ outcome: AttemptOutcome, run: Int64) throws {
        try store.commit(
            [
                .attemptStarted(task: "dump", ds: day, number: number, invocation: ""),
                .attemptEnded(task: "dump", ds: day, number: number, outcome: outcome),
            ],
            run: run,
            at: 2
        )
    }
}
