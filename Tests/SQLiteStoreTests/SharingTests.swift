import GRDB
import PipelineRecord
import Testing

@testable import SQLiteStore

/// Several programs with the same store open; stores of one process meet in SQLite as those of several do.
@Suite struct SharingTests {
    let folder: StateFolder

    init() async throws {
        folder = try StateFolder()
    }

    @Test func twoDriversWriteInTurn() async throws {
        let (one, two) = (try await folder.open(), try await folder.open())
        for _ in 1...20 {
            try await one.succeed("a")
            try await two.succeed("b")
        }
        #expect(try await one.records(ds: day).mapValues(\.attempts) == ["a": 20, "b": 20])
        #expect(try await two.records(ds: day).mapValues(\.successOrder) == ["a": 39, "b": 40])
    }

    @Test func manyDriversWriteAtOnceWhileOthersRead() async throws {
        let folder = folder
        let (drivers, each) = (3, 30)
        let writers = (0..<drivers).map { driver in
            { @Sendable () async throws -> Void in
                let store = try await folder.open()
                for index in 0..<each { try await store.succeed("t\(index)", ds: "ds\(driver)") }
            }
        }
        let readers = (0..<drivers).map { driver in
            { @Sendable () async throws -> Void in
                let store = try await folder.open()
                var last = 0
                for _ in 0..<each {
                    let done = try await store.records(ds: "ds\(driver)").values.filter { $0.state == .succeeded }
                    // A commit is seen whole, a success together with what it executed; and nothing is unseen again.
                    #expect(done.allSatisfy { $0.invocation == "run \($0.task)" })
                    #expect(done.count >= last)
                    last = done.count
                }
            }
        }
        try await crowd(writers + readers)
        let all = try await folder.open().records(ds: "ds0"..."ds9")
        #expect(all.count == drivers * each)
        #expect(Set(all.compactMap(\.successOrder)) == Set(1...Int64(drivers * each)))
    }

    @Test func manyBeginAtOnce() async throws {
        let folder = folder
        try await crowd(Array(repeating: { @Sendable in _ = try await folder.open().begin() }, count: 8))
        #expect(try await folder.open().runs(ds: day, limit: 10).map(\.id) == (1...8).reversed())
        #expect(folder.names == ["store.lock", "store.sqlite"])
    }

    @Test func aKeyIsClaimedOnce() async throws {
        let (one, two) = (try await folder.open(), try await folder.open())
        let (first, second) = (try await one.begin(owner: "one"), try await two.begin(owner: "two"))
        try await one.start("dump", "one", run: first, at: 5)

        let all: [Transition] = [.begun("find", "two"), .succeeded("wait", "two"), .begun("dump", "two")]
        let result = try await two.commit(all, run: second, at: 6)
        let claim = try #require(try await one.claims(ds: day).first)
        #expect(claim.owner.id == "one")
        #expect(result.claims == [.granted(number: 1, began: 0), .held(claim)])
        // What is not granted keeps nothing else from being recorded.
        #expect(try await two.records(ds: day).keys.sorted() == ["dump", "find", "wait"])
        #expect(try await two.attempts("dump").map(\.invocation) == ["one"])
        #expect(try await one.waits().map(\.key.task) == ["dump"])
    }

    @Test func aStoreThatStaysLockedIsBusy() async throws {
        let store = try await folder.open(patience: 1)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.file, configuration: configuration)
        let busy =
            "\(folder.file): another program kept it locked for too long; see whether a driver hangs "
            + "(`fuser \(folder.file)` names them), then start again."
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        #expect(await sentence { _ = try await store.begin() } == busy)
        #expect(await sentence { _ = try await store.records(ds: day) } == nil)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try await store.begin() == 1)
    }

    /// Older SQLites could corrupt a file in which one connection writes while another copies the log back.
    @Test func onlyOneWritesAtATimeAndReadersDoNotWait() async throws {
        let store = try await folder.open()
        let other = try await folder.open(patience: 5)
        try await store.succeed("a")
        let gate = Gate()
        async let writing: Void = store.write { database in
            try database.execute(sql: "UPDATE tasks SET reason = 'in the middle of it'")
            gate.pass()
        }
        await gate.reached()
        #expect(
            await sentence { _ = try await other.begin() }
                == "\(folder.path)/store.lock: another program kept it locked for too long; see whether a driver "
                + "hangs (`fuser \(folder.path)/store.lock` names them), then start again.")
        for reader in [store, other] {
            #expect(try await reader.records(ds: day).mapValues(\.reason) == ["a": ""])
        }
        gate.open()
        try await writing
        #expect(try await other.begin() == 2)
        #expect(try await other.records(ds: day).mapValues(\.reason) == ["a": "in the middle of it"])
    }

    @Test func theLastToCloseCopiesTheLogBack() async throws {
        try await folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite"])
        #expect(try await folder.open().records(ds: day).keys.sorted() == ["a"])
    }

    /// Does all of them at once, and throws what the first of them to fail throws.
    private func crowd(_ bodies: [@Sendable () async throws -> Void]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for body in bodies { group.addTask(operation: body) }
            try await group.waitForAll()
        }
    }
}
