import PipelineRecord
import SQLiteStore
import Testing

/// The story of a task over several runs, told to a store and read from it, also after it was opened anew.
@Suite struct TaskStoryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    @Test func aRetryThatSucceeds() async throws {
        let run = try await store.begin()
        _ = try await store.commit([.begun("dump", ds: day, "one")], run: run, at: 10)
        #expect(
            try await store.record("dump")
                == TaskRecord(task: "dump", ds: day, state: .running, attempts: 1, changedAt: 10)
        )

        let failure = AttemptOutcome(state: .failed, exitCode: 3, reason: "exit code 3")
        _ = try await store.commit(
            [
                .ended("dump", ds: day, 1, failure),
                .changed("dump", ds: day, .waiting, "retry 1 of 3 in 10 s"),
            ],
            run: run,
            at: 20
        )
        #expect(
            try await store.record("dump")
                == TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .waiting,
                    reason: "retry 1 of 3 in 10 s",
                    attempts: 1,
                    changedAt: 20
                )
        )

        _ = try await store.commit([.begun("dump", ds: day, "two")], run: run, at: 30)
        _ = try await store.commit(
            [
                .ended("dump", ds: day, 2, AttemptOutcome(state: .succeeded, exitCode: 0)),
                .succeeded("dump", ds: day, "two"),
            ],
            run: run,
            at: 75
        )
        try await store.endRun(run, state: .succeeded, at: 76)

        let again = try #require(try await SQLiteStore.openExisting(folder: folder.path))
        #expect(
            try await again.records(ds: day) == [
                "dump": TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .succeeded,
                    attempts: 2,
                    invocation: "two",
                    successOrder: 1,
                    beganOrder: 0,
                    changedAt: 75
                )
            ]
        )
        #expect(
            try await again.attempts("dump") == [
                AttemptRecord(
                    run: run,
                    key: TaskKey("dump", ds: day),
                    number: 1,
                    state: .failed,
                    exitCode: 3,
                    reason: "exit code 3",
                    invocation: "one",
                    began: 0,
                    startedAt: 10,
                    endedAt: 20
                ),
                AttemptRecord(
                    run: run,
                    key: TaskKey("dump", ds: day),
                    number: 2,
                    state: .succeeded,
                    exitCode: 0,
                    invocation: "two",
                    began: 0,
                    startedAt: 30,
                    endedAt: 75
                ),
            ]
        )
        #expect(
            try await again.runs(RunFilter(ds: day)) == [
                RunRecord(
                    id: run, request: RunRequest(graphHash: "5eed", ds: day),
                    owner: RunOwner(id: "owner", process: 42, bootID: "boot", mark: 7),
                    commandLine: "driver --ds \(day)", state: .succeeded, startedAt: 1, endedAt: 76)
            ]
        )
    }

    @Test func afterAClearItsAttemptsGoOnCounting() async throws {
        let run = try await store.begin()
        try await store.succeed("dump", run: run)
        #expect(try await store.clear(tasks: ["dump", "never_heard_of"], ds: day, at: 200).count == 1)
        #expect(
            try await store.record("dump")
                == TaskRecord(task: "dump", ds: day, state: .waiting, reason: "cleared", attempts: 1, changedAt: 200)
        )
        #expect(try await store.attempts("dump").map(\.state) == [.succeeded])
        #expect(try await store.clear(tasks: ["dump"], ds: day, at: 300).count == 0)

        try await store.succeed("dump", run: run)
        let record = try #require(try await store.record("dump"))
        #expect(record.state == .succeeded)
        #expect(record.reason == "")
        #expect(record.attempts == 2)
        #expect(record.successOrder == 2)
    }

    @Test func aFailureAfterASuccessKeepsTheLastSuccess() async throws {
        let run = try await store.begin()
        try await store.succeed("dump", run: run)
        _ = try await store.commit([.begun("dump", ds: day, "other", seen: 1)], run: run, at: 200)
        _ = try await store.commit(
            [
                .ended("dump", ds: day, 2, AttemptOutcome(state: .failed, signal: 9)),
                .changed("dump", ds: day, .failed, "killed by signal 9"),
            ],
            run: run,
            at: 210
        )
        #expect(
            try await store.record("dump")
                == TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .failed,
                    reason: "killed by signal 9",
                    attempts: 2,
                    invocation: "run dump",
                    successOrder: 1,
                    beganOrder: 0,
                    changedAt: 210
                )
        )
        #expect(try await store.attempts("dump").map(\.signal) == [nil, 9])
    }

    @Test func aTaskThatWasNeverStartedHasNoAttempts() async throws {
        let run = try await store.begin()
        _ = try await store.commit(
            [
                .changed("post", ds: day, .upstreamFailed, "dump failed"),
                .succeeded("wait", ds: day, "nothing to do"),
            ],
            run: run,
            at: 5
        )
        #expect(try await store.record("post")?.state == .upstreamFailed)
        #expect(try await store.record("post")?.attempts == 0)
        #expect(try await store.record("wait")?.attempts == 0)
        #expect(try await store.attempts("wait") == [])
        #expect(try await store.record("post", ds: "2016-04-27") == nil)
    }

    @Test(arguments: TaskState.allCases) func everyStateIsReadAsItWasWritten(state: TaskState) async throws {
        _ = try await store.commit([.changed("dump", ds: day, state, "why")], run: 1, at: 1)
        #expect(try await store.record("dump")?.state == state)
    }

    @Test(arguments: ["", "a\0b", "naïve \u{1F408}\n'; DROP TABLE tasks; --"])
    func everyTextIsReadAsItWasWritten(text: String) async throws {
        #expect(try await store.start(text, ds: text, text) == 1)
        _ = try await store.commit([.succeeded(text, ds: text, text)], run: 1, at: 2)
        _ = try await store.commit([.changed(text, ds: text, .failed, text, seen: 1)], run: 1, at: 3)
        #expect(
            try await store.records(ds: text)[text]
                == TaskRecord(
                    task: text,
                    ds: text,
                    state: .failed,
                    reason: text,
                    attempts: 1,
                    invocation: text,
                    successOrder: 1,
                    beganOrder: 0,
                    changedAt: 3
                )
        )
        #expect(try await store.attempts(text, ds: text).map(\.invocation) == [text])
    }
}
