import GRDB
import PipelineRecord
import Testing

@testable import SQLiteStore

/// Lists of runs, by number, state and ds.
@Suite struct RunListTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    /// It takes no longer with many on record than with few: SQLite looks at the runs in question alone.
    @Test(arguments: [
        RunFilter(limit: 10), RunFilter(before: 7, limit: 10), RunFilter(ds: day), RunFilter(states: [.failed, .lost]),
        RunFilter(ds: day, states: [.failed], before: 7),
    ])
    func eachIsFoundByAnIndex(filter: RunFilter) async throws {
        for (sql, values) in SQLiteStore.queries(filter) {
            let plan = try await store.read { database in
                try Query("EXPLAIN QUERY PLAN \(sql)", in: database).all(values) { $0.text(3) }
            }
            #expect(plan.contains { $0.hasPrefix("SEARCH") })
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }

    @Test func rangesAreThoseInWhichADsLies() async throws {
        _ = try await store.begin(ds: "2016-04-26")
        _ = try await store.begin(ds: "2016-04-20..2016-04-26")
        _ = try await store.begin(ds: "2016-04-27..2016-04-30")
        _ = try await store.begin(ds: "2016-04-25")
        _ = try await store.begin(ds: "2016-04-26..2016-05-01")
        try await store.endRun(2, state: .failed, at: 9)
        #expect(try await store.runs(RunFilter(ds: day)).map(\.id) == [5, 2, 1])
        #expect(try await store.runs(RunFilter(ds: day, limit: 2)).map(\.id) == [5, 2])
        #expect(try await store.runs(RunFilter(ds: day, before: 5)).map(\.id) == [2, 1])
        #expect(try await store.runs(RunFilter(ds: day, states: [.running])).map(\.id) == [5, 1])
        #expect(try await store.runs(RunFilter(ds: day, states: [.failed, .running], limit: 1)).map(\.id) == [5])
        #expect(try await store.runs(RunFilter(states: [.failed])).map(\.id) == [2])
    }

    /// What later releases add to a request is as it is where nobody has said anything.
    @Test func aRequestIsReadAsItWasWrittenAndWhatItLacksIsAsEver() async throws {
        var request = RunRequest(graphHash: "5eed", ds: day)
        request.only = ["a/b \"c\"\n"]
        request.parameters = ["limit": "5", "naïve": "\u{1F408}"]
        request.jobs = 3
        request.force = true
        request.trigger = .service
        request.reason = "because"
        let owner = RunOwner(id: "owner", process: 42, bootID: "boot")
        let run = try await store.beginRun(NewRun(request, owner: owner, commandLine: "driver", startedAt: 1))
        #expect(try await store.run(run)?.request == request)

        try await store.write {
            try $0.execute(sql: "UPDATE runs SET request = json_remove(request, '$.force', '$.jobs')")
        }
        request.force = false
        request.jobs = nil
        #expect(try await store.run(run)?.request == request)
        try await store.write { try $0.execute(sql: "UPDATE runs SET request = 'yes'") }
        let said = try #require(await sentence { _ = try await store.run(run) })
        #expect(said.contains("the request of a run cannot be read"))
    }
}
