import GRDB
import PipelineRecord
import Testing

@testable import SQLiteStore

/// A store of an older release becomes one of this, all of it or nothing.
@Suite struct UpgradeTests {
    let folder: StateFolder

    init() throws {
        folder = try StateFolder(inMemory: true)
    }

    private func make(_ sql: String) throws {
        try folder.tamper(sql, sealing: sql == OlderStore.second)
        try folder.tamper("PRAGMA journal_mode = wal")
    }

    /// What every reader must find in what was ``OlderStore/second``.
    private func expectAllOfTheSecond(_ store: SQLiteStore) async throws {
        try await store.verify()
        let a = try #require(try await store.record("a", ds: "2016-04-25"))
        #expect(a.state == .succeeded && a.invocation == "run a" && a.attempts == 2)
        #expect(a.successOrder == 17 && a.beganOrder == 17)
        #expect(try await store.attempts("a", ds: "2016-04-25").map(\.number) == [2])
        #expect(try await store.runs(RunFilter()).map(\.id) == [4, 3])
        #expect(try await store.run(3)?.request == RunRequest(graphHash: "f00", ds: "2016-04-25"))
        #expect(try await store.run(4)?.owner == RunOwner(id: "run-4", process: 42, bootID: "boot", mark: 6))
        #expect(try await store.runs(RunFilter(ds: day)).map(\.id) == [4])
        #expect(try await store.attempts(run: 4).map(\.key.task) == ["b"])
        #expect(try await store.streaks() == ["c": Streak(failures: 2, ds: "2016-04-24")])
        #expect(try await store.claims(ds: nil).map(\.key) == [TaskKey("b", ds: day)])
    }

    @Test func theFirstVersion() async throws {
        try make(OlderStore.first)
        for _ in 1...2 {
            let store = try await folder.open()
            #expect(try await store.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
            #expect(try await store.records(ds: day)["a"]?.invocation == "run a")
            #expect(try await store.attempts("a").map(\.endedAt) == [110])
            #expect(try await store.attempts(run: 1).map(\.number) == [1, 1, 2])
            #expect(try await store.runs(RunFilter(ds: day)).map(\.state) == [.running])
            try await store.verify()
        }
        let store = try await folder.open()
        #expect(try await store.begin() == 2)
        try await store.succeed("c", run: 2)
        #expect(try await store.record("c")?.successOrder == 18)
        #expect(try await store.record("c")?.beganOrder == 0)
    }

    @Test func theSecondVersion() async throws {
        try make(OlderStore.second)
        for _ in 1...2 { try await expectAllOfTheSecond(try await folder.open()) }
        let store = try await folder.open()
        #expect(try await store.liveResources(ds: "2016-04-25").map(\.name) == ["cluster"])
    }

    /// Its driver is gone, and nobody is to wait for it.
    @Test func whatWasUnderWayIsRecoveredByItsRun() async throws {
        try make(OlderStore.second)
        let store = try await folder.open()
        #expect(try await store.recover(owner: "run-4", keeping: [], at: 100).map(\.task) == ["b"])
        #expect(try await store.run(4)?.state == .lost)
        #expect(try await store.attempts("b").map(\.state) == [.lost])
        try await store.verify()
    }

    @Test(arguments: [
        (String?.none, "is not as it was written"), ("DELETE FROM tasks WHERE task = 'b'", "rows of tasks are missing"),
        ("DELETE FROM runs WHERE id = 3", "rows of runs are missing"),
        ("UPDATE sums SET total = 1 WHERE name = 'schema'", "the schema is not as it was written"),
    ])
    func damageIsNotBroughtAlong(sql: String?, problem: String) async throws {
        try make(OlderStore.second)
        if let sql {
            try folder.tamper(sql)
        } else {
            // A bit that flips.
            var bytes = try folder.read()
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "run a".utf8) })
            bytes[place] ^= 1
            try folder.write(bytes)
        }
        let before = try folder.read()
        let said = try #require(await sentence { _ = try await folder.open() })
        #expect(said.contains(problem))
        #expect(try folder.read() == before)
    }

    /// As a kill leaves it, at each of the writes: the store is that of before, which the next to open it brings up.
    @Test func killedAtAnyWrite() async throws {
        try make(OlderStore.second)
        let old = try folder.read()
        let store = try await folder.open()
        let log = try folder.read("store.sqlite-wal")
        #expect(try folder.read() == old)
        await store.close()
        var lengths = Array(stride(from: 0, to: log.count, by: 9973))
        for frame in stride(from: 32, through: log.count, by: 4120) { lengths += [frame, frame + 25] }
        let killed = try StateFolder(inMemory: true)
        for length in lengths where length <= log.count {
            try killed.replace(with: ["store.sqlite": old, "store.sqlite-wal": Array(log[..<length])])
            try await expectAllOfTheSecond(try await killed.open())
        }
    }
}
