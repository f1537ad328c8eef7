import PipelineGraph
import PipelineRecord
import SQLiteStore
import Testing

@Suite struct RecoveryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
    }

    @Test func whatADriverLeftRunningIsLost() throws {
        let earlier = try store.begin(at: 1)
        try store.succeed("dump", run: earlier)
        try store.endRun(earlier, state: .succeeded, at: 120)

        // The driver of this run is gone with two attempts under way.
        let run = try store.begin(at: 200)
        try store.succeed("find", run: run, at: 210)
        try store.commit(
            [
                .attemptStarted(task: "post", ds: day, number: 1, invocation: "run post"),
                .attemptStarted(task: "dump", ds: day, number: 2, invocation: "run dump again"),
            ],
            run: run,
            at: 230
        )

        let reason = "its driver was gone before it ended"
        let lost = try store.recoverLost(ds: day, at: 900)
        #expect(
            lost == [
                TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .lost,
                    reason: reason,
                    attempts: 2,
                    invocation: "run dump",
                    successOrder: 1,
                    changedAt: 900
                ),
                TaskRecord(
                    task: "post", ds: day, state: .lost, reason: reason, attempts: 1, changedAt: 900),
            ]
        )
        #expect(try store.record(task: "dump", ds: day) == lost[0])
        #expect(try store.record(task: "find", ds: day)?.state == .succeeded)
        let attempts = try store.attempts(task: "dump", ds: day)
        #expect(attempts.map(\.state) == [.succeeded, .lost])
        #expect(attempts.map(\.endedAt) == [110, 900])
        #expect(attempts.map(\.reason) == ["", reason])
        #expect(attempts.map(\.cause) == [nil, .lost])
        #expect(try store.runs(ds: day, limit: 5).map(\.state) == [.lost, .succeeded])
        #expect(try store.runs(ds: day, limit: 5).map(\.endedAt) == [900, 120])

        #expect(try store.recoverLost(ds: day, at: 901) == [])
    }

    @Test func otherDatestampsAreLeftAlone() throws {
        let mine = try store.begin(ds: "2016-04-26")
        let other = try store.begin(ds: "2016-04-27")
        for (run, ds) in [(mine, "2016-04-26"), (other, "2016-04-27")] {
            try store.commit([.attemptStarted(task: "dump", ds: ds, number: 1, invocation: "")], run: run, at: 2)
        }
        #expect(try store.recoverLost(ds: "2016-04-26", at: 3).map(\.ds) == ["2016-04-26"])
        #expect(try store.record(task: "dump", ds: "2016-04-27")?.state == .running)
        #expect(try store.runs(ds: nil, limit: 5).map(\.state) == [.running, .lost])
    }

    @Test func aTaskWhoseAttemptEndedAndNothingElseIsLostToo() throws {
        let run = try store.begin()
        try store.commit([.attemptStarted(task: "dump", ds: day, number: 1, invocation: "")], run: run, at: 2)
        let outcome = AttemptOutcome(state: .failed, exitCode: 1)
        try store.commit([.attemptEnded(task: "dump", ds: day, number: 1, outcome: outcome)], run: run, at: 3)
        #expect(try store.recoverLost(ds: day, at: 4).map(\.state) == [.lost])
        #expect(try store.attempts(task: "dump", ds: day).map(\.state) == [.failed])
    }

    /// It was thought dead and was only slow: what it has to say comes too late, and is not recorded.
    @Test func aDriverThatComesBackCannotEndWhatWasFoundLost() throws {
        let run = try store.begin()
        try store.commit([.attemptStarted(task: "dump", ds: day, number: 1, invocation: "")], run: run, at: 2)
        _ = try store.recoverLost(ds: day, at: 3)
        let late: [Transition] = [
            .taskSucceeded(task: "dump", ds: day, invocation: "late"),
            .attemptEnded(task: "dump", ds: day, number: 1, outcome: AttemptOutcome(state: .succeeded)),
        ]
        #expect(
            sentence { try store.commit(late, run: run, at: 4) }
                == "\(folder.file): attempt 1 of \"dump\" for \(day) is not on record as running, and cannot end; "
                + "start again, which continues from what is on record."
        )
        #expect(try store.record(task: "dump", ds: day)?.state == .lost)
        #expect(try store.record(task: "dump", ds: day)?.invocation == nil)
    }
}
