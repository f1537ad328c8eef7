import PipelineGraph
import PipelineRecord
import SQLiteStore
import Testing

@Suite struct QueryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() throws {
        folder = try StateFolder()
        store = try folder.open()
    }

    @Test func successesAreCountedOverAllDatestampsAndNeverTwice() throws {
        try store.commit(
            ["b", "a", "c"].map { .taskSucceeded(task: $0, ds: day, invocation: "") },
            run: 1,
            at: 9
        )
        // A clock that was set back changes nothing.
        try store.commit([.taskSucceeded(task: "a", ds: "2016-04-25", invocation: "")], run: 1, at: 3)
        #expect(try store.records(ds: day).mapValues(\.successOrder) == ["b": 1, "a": 2, "c": 3])
        #expect(try store.record(task: "a", ds: "2016-04-25")?.successOrder == 4)

        #expect(try store.clear(tasks: ["a", "b", "c"], ds: day, at: 10) == 3)
        #expect(try store.clear(tasks: ["a"], ds: "2016-04-25", at: 10) == 1)
        try store.commit([.taskSucceeded(task: "a", ds: day, invocation: "")], run: 1, at: 11)
        #expect(try store.record(task: "a", ds: day)?.successOrder == 5)
    }

    @Test func aGridIsOrderedAndWithoutInvocations() throws {
        for ds in ["2016-04-27", "2016-04-25", "2016-04-26", "2016-05-01"] {
            try store.succeed("b", ds: ds)
            try store.succeed("a", ds: ds)
        }
        let grid = try store.records(ds: "2016-04-25"..."2016-04-26")
        #expect(
            grid.map { "\($0.ds) \($0.task)" } == ["2016-04-25 a", "2016-04-25 b", "2016-04-26 a", "2016-04-26 b"]
        )
        #expect(grid.allSatisfy { $0.invocation == nil && $0.state == .succeeded && $0.successOrder != nil })

        let whole = try store.records(ds: "2016-04-25"..."2016-04-26", withInvocations: true)
        #expect(whole.map(\.invocation) == ["run a", "run b", "run a", "run b"])
    }

    @Test func runsAreNewestFirst() throws {
        let first = try store.begin(ds: "2016-04-26")
        let second = try store.begin(ds: "2016-04-27")
        let third = try store.begin(ds: "2016-04-26")
        try store.endRun(first, state: .failed, at: 7)
        #expect(try store.runs(ds: nil, limit: 10).map(\.id) == [third, second, first])
        #expect(try store.runs(ds: nil, limit: 2).map(\.id) == [third, second])
        #expect(try store.runs(ds: "2016-04-26", limit: 10).map(\.id) == [third, first])
        #expect(try store.runs(ds: "2016-04-26", limit: 10).map(\.state) == [.running, .failed])
        #expect(try store.runs(ds: "2016-04-28", limit: 10) == [])
        #expect(try store.runs(ds: nil, limit: -1) == [])
    }

    @Test func durationsAreThoseOfTheLatestSuccess() throws {
        try store.commit([.attemptStarted(task: "a", ds: day, number: 1, invocation: "")], run: 1, at: 100)
        let success = AttemptOutcome(state: .succeeded)
        try store.commit([.attemptEnded(task: "a", ds: day, number: 1, outcome: success)], run: 1, at: 400)
        try store.succeed("a", ds: "2016-04-25", at: 1000)
        #expect(try store.finishedDurations(ds: day) == ["a": 300])
        #expect(try store.finishedDurations() == ["a": 10])

        // Neither a failure nor a clear forgets it, and a clock that is set back makes no time below zero.
        try store.commit([.attemptStarted(task: "a", ds: day, number: 2, invocation: "")], run: 1, at: 500)
        try store.commit(
            [.attemptEnded(task: "a", ds: day, number: 2, outcome: AttemptOutcome(state: .failed))],
            run: 1,
            at: 501
        )
        _ = try store.clear(tasks: ["a"], ds: day, at: 502)
        #expect(try store.finishedDurations(ds: day) == ["a": 300])
        try store.commit([.attemptStarted(task: "a", ds: day, number: 3, invocation: "")], run: 1, at: 600)
        try store.commit([.attemptEnded(task: "a", ds: day, number: 3, outcome: success)], run: 1, at: 550)
        #expect(try store.finishedDurations(ds: day) == ["a": 0])
    }
}
