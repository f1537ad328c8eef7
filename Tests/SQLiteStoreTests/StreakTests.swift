import PipelineGraph
import PipelineRecord
import SQLiteStore
import Testing

/// On how many ds in a row a task has failed.
@Suite struct StreakTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
    }

    private func change(_ state: TaskState, ds: String, task: String = "dump") throws {
        try store.commit([.taskChanged(task: task, ds: ds, state: state, reason: "")], run: 1, at: 1)
    }

    @Test func failuresOnOneDsAfterTheOtherAreCounted() throws {
        #expect(try store.streaks() == [:])
        for (count, ds) in ["2016-04-24", "2016-04-26", "2016-04-25"].enumerated() {
            try change(.failed, ds: ds)
            #expect(try store.streaks() == ["dump": Streak(failures: count + 1, ds: ds)])
        }
    }

    @Test func theSameDsCountsOnce() throws {
        for _ in 1...3 { try change(.failed, ds: day) }
        #expect(try store.streaks() == ["dump": Streak(failures: 1, ds: day)])
    }

    @Test(arguments: [TaskState.waiting, .upstreamFailed, .skipped, .cancelled, .lost])
    func noOtherStateCountsOrEndsIt(state: TaskState) throws {
        try change(state, ds: "2016-04-25")
        #expect(try store.streaks() == [:])
        try change(.failed, ds: "2016-04-25")
        try change(state, ds: day)
        #expect(try store.streaks() == ["dump": Streak(failures: 1, ds: "2016-04-25")])
    }

    @Test func aSuccessForAnyDsEndsIt() throws {
        try change(.failed, ds: "2016-04-25")
        try change(.failed, ds: "2016-04-25", task: "find")
        try store.succeed("dump", ds: "2013-01-01", run: try store.begin())
        #expect(try store.streaks() == ["find": Streak(failures: 1, ds: "2016-04-25")])
    }

    @Test func releasingForgetsIt() throws {
        for task in ["a", "b", "c"] { try change(.failed, ds: day, task: task) }
        let released = try store.release(tasks: ["c", "unknown", "a"])
        #expect(released.map(\.task) == ["c", "a"])
        #expect(released.map(\.streak) == [Streak(failures: 1, ds: day), Streak(failures: 1, ds: day)])
        #expect(try store.streaks().keys.sorted() == ["b"])
        #expect(try store.release(tasks: ["a"]).isEmpty)
        // What is on record for the ds stays.
        #expect(try store.record(task: "a", ds: day)?.state == .failed)
    }
}
