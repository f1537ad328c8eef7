import PipelineRecord
import SQLiteStore
import Testing

@Suite struct QueryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    @Test func successesAreCountedOverAllDatestampsAndNeverTwice() async throws {
        _ = try await store.commit(
            ["b", "a", "c"].map { .succeeded($0, ds: day, "") },
            run: 1,
            at: 9
        )
        // A clock that was set back changes nothing.
        _ = try await store.commit([.succeeded("a", ds: "2016-04-25", "")], run: 1, at: 3)
        #expect(try await store.records(ds: day).mapValues(\.successOrder) == ["b": 1, "a": 2, "c": 3])
        #expect(try await store.record("a", ds: "2016-04-25")?.successOrder == 4)

        #expect(try await store.clear(tasks: ["a", "b", "c"], ds: day, at: 10).count == 3)
        #expect(try await store.clear(tasks: ["a"], ds: "2016-04-25", at: 10).count == 1)
        _ = try await store.commit([.succeeded("a", ds: day, "")], run: 1, at: 11)
        #expect(try await store.record("a")?.successOrder == 5)
    }

    @Test func aGridIsOrdered() async throws {
        for ds in ["2016-04-27", "2016-04-25", "2016-04-26", "2016-05-01"] {
            try await store.succeed("b", ds: ds)
            try await store.succeed("a", ds: ds)
        }
        let grid = try await store.records(ds: "2016-04-25"..."2016-04-26")
        #expect(
            grid.map { "\($0.ds) \($0.task)" } == ["2016-04-25 a", "2016-04-25 b", "2016-04-26 a", "2016-04-26 b"]
        )
        #expect(grid.allSatisfy { $0.state == .succeeded && $0.successOrder != nil })
        #expect(grid.map(\.invocation) == ["run a", "run b", "run a", "run b"])
    }

    @Test func runsAreNewestFirst() async throws {
        let first = try await store.begin(ds: "2016-04-26")
        let second = try await store.begin(ds: "2016-04-27")
        let third = try await store.begin(ds: "2016-04-26")
        try await store.endRun(first, state: .failed, at: 7)
        #expect(try await store.runs(ds: nil, limit: 10).map(\.id) == [third, second, first])
        #expect(try await store.runs(ds: nil, limit: 2).map(\.id) == [third, second])
        #expect(try await store.runs(ds: "2016-04-26", limit: 10).map(\.id) == [third, first])
        #expect(try await store.runs(ds: "2016-04-26", limit: 10).map(\.state) == [.running, .failed])
        #expect(try await store.runs(ds: "2016-04-28", limit: 10) == [])
        #expect(try await store.runs(ds: nil, limit: -1) == [])
    }
}
