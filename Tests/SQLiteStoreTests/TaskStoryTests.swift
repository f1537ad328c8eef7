import PipelineGraph
import PipelineRecord
import SQLiteStore
import Testing

/// The story of a task over several runs, told to a store and read from it, also after it was opened anew.
@Suite struct TaskStoryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
    }

    @Test func aRetryThatSucceeds() throws {
        let run = try store.begin()
        try store.commit([.attemptStarted(task: "dump", ds: day, number: 1, invocation: "one")], run: run, at: 10)
        #expect(
            try store.record(task: "dump", ds: day)
                == TaskRecord(task: "dump", ds: day, state: .running, attempts: 1, changedAt: 10)
        )

        let failure = AttemptOutcome(state: .failed, exitCode: 3, reason: "exit code 3")
        try store.commit(
            [
                .attemptEnded(task: "dump", ds: day, number: 1, outcome: failure),
                .taskChanged(task: "dump", ds: day, state: .waiting, reason: "retry 1 of 3 in 10 s"),
            ],
            run: run,
            at: 20
        )
        #expect(
            try store.record(task: "dump", ds: day)
                == TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .waiting,
                    reason: "retry 1 of 3 in 10 s",
                    attempts: 1,
                    changedAt: 20
                )
        )

        try store.commit([.attemptStarted(task: "dump", ds: day, number: 2, invocation: "two")], run: run, at: 30)
        try store.commit(
            [
                .attemptEnded(
                    task: "dump",
                    ds: day,
                    number: 2,
                    outcome: AttemptOutcome(state: .succeeded, exitCode: 0)
                ),
                .taskSucceeded(task: "dump", ds: day, invocation: "two"),
            ],
            run: run,
            at: 75
        )
        try store.endRun(run, state: .succeeded, at: 76)

        let again = try #require(try SQLiteStore.openExisting(folder: folder.path))
        #expect(
            try again.records(ds: day) == [
                "dump": TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .succeeded,
                    attempts: 2,
                    invocation: "two",
                    successOrder: 1,
                    changedAt: 75
                )
            ]
        )
        #expect(
            try again.attempts(task: "dump", ds: day) == [
                AttemptRecord(
                    run: run,
                    task: "dump",
                    ds: day,
                    number: 1,
                    state: .failed,
                    exitCode: 3,
                    reason: "exit code 3",
                    invocation: "one",
                    startedAt: 10,
                    endedAt: 20
                ),
                AttemptRecord(
                    run: run,
                    task: "dump",
                    ds: day,
                    number: 2,
                    state: .succeeded,
                    exitCode: 0,
                    invocation: "two",
                    startedAt: 30,
                    endedAt: 75
                ),
            ]
        )
        #expect(try again.finishedDurations(ds: day) == ["dump": 45])
        #expect(
            try again.runs(ds: day, limit: 10) == [
                RunRecord(
                    id: run,
                    ds: day,
                    graphHash: "5eed",
                    commandLine: "driver --ds \(day)",
                    pid: 42,
                    bootID: "boot",
                    state: .succeeded,
                    startedAt: 1,
                    endedAt: 76
                )
            ]
        )
    }

    @Test func afterAClearItsAttemptsGoOnCounting() throws {
        let run = try store.begin()
        try store.succeed("dump", run: run)
        #expect(try store.clear(tasks: ["dump", "never_heard_of"], ds: day, at: 200) == 1)
        #expect(
            try store.record(task: "dump", ds: day)
                == TaskRecord(task: "dump", ds: day, state: .waiting, reason: "cleared", attempts: 1, changedAt: 200)
        )
        #expect(try store.attempts(task: "dump", ds: day).map(\.state) == [.succeeded])
        #expect(try store.clear(tasks: ["dump"], ds: day, at: 300) == 0)

        try store.succeed("dump", number: 2, run: run)
        let record = try #require(try store.record(task: "dump", ds: day))
        #expect(record.state == .succeeded)
        #expect(record.reason == "")
        #expect(record.attempts == 2)
        #expect(record.successOrder == 2)
    }

    @Test func aFailureAfterASuccessKeepsTheLastSuccess() throws {
        let run = try store.begin()
        try store.succeed("dump", run: run)
        try store.commit([.attemptStarted(task: "dump", ds: day, number: 2, invocation: "other")], run: run, at: 200)
        try store.commit(
            [
                .attemptEnded(task: "dump", ds: day, number: 2, outcome: AttemptOutcome(state: .failed, signal: 9)),
                .taskChanged(task: "dump", ds: day, state: .failed, reason: "killed by signal 9"),
            ],
            run: run,
            at: 210
        )
        #expect(
            try store.record(task: "dump", ds: day)
                == TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .failed,
                    reason: "killed by signal 9",
                    attempts: 2,
                    invocation: "run dump",
                    successOrder: 1,
                    changedAt: 210
                )
        )
        #expect(try store.attempts(task: "dump", ds: day).map(\.signal) == [nil, 9])
    }

    @Test func aTaskThatWasNeverStartedHasNoAttempts() throws {
        let run = try store.begin()
        try store.commit(
            [
                .taskChanged(task: "post", ds: day, state: .upstreamFailed, reason: "dump failed"),
                .taskSucceeded(task: "wait", ds: day, invocation: "nothing to do"),
            ],
            run: run,
            at: 5
        )
        #expect(try store.record(task: "post", ds: day)?.state == .upstreamFailed)
        #expect(try store.record(task: "post", ds: day)?.attempts == 0)
        #expect(try store.record(task: "wait", ds: day)?.attempts == 0)
        #expect(try store.attempts(task: "wait", ds: day) == [])
        #expect(try store.record(task: "post", ds: "2016-04-27") == nil)
    }

    @Test(arguments: TaskState.allCases) func everyStateIsReadAsItWasWritten(state: TaskState) throws {
        try store.commit([.taskChanged(task: "dump", ds: day, state: state, reason: "why")], run: 1, at: 1)
        #expect(try store.record(task: "dump", ds: day)?.state == state)
    }

    @Test(arguments: ["", "a\0b", "naïve \u{1F408}\n'; DROP TABLE tasks; --"])
    func everyTextIsReadAsItWasWritten(text: String) throws {
        try store.commit([.attemptStarted(task: text, ds: text, number: 1, invocation: text)], run: 1, at: 1)
        try store.commit([.taskSucceeded(task: text, ds: text, invocation: text)], run: 1, at: 2)
        try store.commit([.taskChanged(task: text, ds: text, state: .failed, reason: text)], run: 1, at: 3)
        #expect(
            try store.records(ds: text)[text]
                == TaskRecord(
                    task: text,
                    ds: text,
                    state: .failed,
                    reason: text,
                    attempts: 1,
                    invocation: text,
                    successOrder: 1,
                    changedAt: 3
                )
        )
        #expect(try store.attempts(task: text, ds: text).map(\.invocation) == [text])
    }
}
