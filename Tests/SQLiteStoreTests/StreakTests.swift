import PipelineRecord
import SQLiteStore
import Testing

/// On how many ds in a row a task has failed.
@Suite struct StreakTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    private func change(_ state: TaskState, ds: String, task: String = "dump") async throws {
        _ = try await store.commit([.changed(task, ds: ds, state, "")], run: 1, at: 1)
    }

    @Test func failuresOnOneDsAfterTheOtherAreCounted() async throws {
        #expect(try await store.streaks() == [:])
        for (count, ds) in ["2016-04-24", "2016-04-26", "2016-04-25"].enumerated() {
            try await change(.failed, ds: ds)
            #expect(try await store.streaks() == ["dump": Streak(failures: count + 1, ds: ds)])
        }
    }

    @Test func theSameDsCountsOnce() async throws {
        for _ in 1...3 { try await change(.failed, ds: day) }
        #expect(try await store.streaks() == ["dump": Streak(failures: 1, ds: day)])
    }

    @Test(arguments: [TaskState.waiting, .upstreamFailed, .skipped, .cancelled, .lost])
    func noOtherStateCountsOrEndsIt(state: TaskState) async throws {
        try await change(state, ds: "2016-04-25")
        #expect(try await store.streaks() == [:])
        try await change(.failed, ds: "2016-04-25")
        try await change(state, ds: day)
        #expect(try await store.streaks() == ["dump": Streak(failures: 1, ds: "2016-04-25")])
    }

    @Test func aSuccessForAnyDsEndsIt() async throws {
        try await change(.failed, ds: "2016-04-25")
        try await change(.failed, ds: "2016-04-25", task: "find")
        try await store.succeed("dump", ds: "2013-01-01", run: try await store.begin())
        #expect(try await store.streaks() == ["find": Streak(failures: 1, ds: "2016-04-25")])
    }

    @Test func releasingForgetsIt() async throws {
        for task in ["a", "b", "c"] { try await change(.failed, ds: day, task: task) }
        let released = try await store.release(tasks: ["c", "unknown", "a"])
        #expect(released.map(\.task) == ["c", "a"])
        #expect(released.map(\.streak) == [Streak(failures: 1, ds: day), Streak(failures: 1, ds: day)])
        #expect(try await store.streaks().keys.sorted() == ["b"])
        #expect(try await store.release(tasks: ["a"]).isEmpty)
        // What is on record for the ds stays.
        #expect(try await store.record("a")?.state == .failed)
    }
}
