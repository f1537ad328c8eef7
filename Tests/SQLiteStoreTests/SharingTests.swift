import GRDB
import PipelineGraph
import PipelineRecord
import Testing

@testable import SQLiteStore

/// Several programs with the same store open; stores of one process meet in SQLite as those of several do.
@Suite struct SharingTests {
    let folder: StateFolder

    init() throws {
        folder = try StateFolder()
    }

    @Test func twoDriversWriteInTurn() throws {
        let (one, two) = (try folder.open(), try folder.open())
        for number in 1...20 {
            try one.succeed("a", number: number)
            try two.succeed("b", number: number)
        }
        #expect(try one.records(ds: day).mapValues(\.attempts) == ["a": 20, "b": 20])
        #expect(try two.records(ds: day).mapValues(\.successOrder) == ["a": 39, "b": 40])
    }

    @Test func manyDriversWriteAtOnceWhileOthersRead() async throws {
        let folder = folder
        let (drivers, each) = (3, 30)
        let writers = (0..<drivers).map { driver in
            { @Sendable () throws -> Void in
                let store = try folder.open()
                for index in 0..<each { try store.succeed("t\(index)", ds: "ds\(driver)") }
            }
        }
        let readers = (0..<drivers).map { driver in
            { @Sendable () throws -> Void in
                let store = try folder.open()
                var last = 0
                for _ in 0..<each {
                    let done = try store.records(ds: "ds\(driver)").values.filter { $0.state == .succeeded }
                    // A commit is seen whole, a success together with what it executed; and nothing is unseen again.
                    #expect(done.allSatisfy { $0.invocation == "run \($0.task)" })
                    #expect(done.count >= last)
                    last = done.count
                }
            }
        }
        try await crowd(writers + readers)
        let all = try folder.open().records(ds: "ds0"..."ds9")
        #expect(all.count == drivers * each)
        #expect(Set(all.compactMap(\.successOrder)) == Set(1...Int64(drivers * each)))
    }

    @Test func manyBeginAtOnce() async throws {
        let folder = folder
        try await crowd(Array(repeating: { @Sendable in _ = try folder.open().begin() }, count: 8))
        #expect(try folder.open().runs(ds: day, limit: 10).map(\.id) == (1...8).reversed())
        #expect(folder.names == ["store.lock", "store.sqlite"])
    }

    @Test func anAttemptIsClaimedOnce() throws {
        let (one, two) = (try folder.open(), try folder.open())
        try one.commit([.attemptStarted(task: "dump", ds: day, number: 1, invocation: "one")], run: 1, at: 5)

        let second: [Transition] = [
            .attemptStarted(task: "find", ds: day, number: 1, invocation: "two"),
            .taskSucceeded(task: "wait", ds: day, invocation: "two"),
            .attemptStarted(task: "dump", ds: day, number: 1, invocation: "two"),
        ]
        let error = #expect(throws: StoreError.self) { try two.commit(second, run: 2, at: 6) }
        #expect(error?.kind == .alreadyClaimed)
        #expect(
            error?.description
                == "\(folder.file): another driver claimed attempt 1 of \"dump\" for \(day) first; "
                + "let it finish, then start again."
        )
        // Nothing of the commit is there, not even the place that its success would have taken.
        #expect(try two.records(ds: day).keys.sorted() == ["dump"])
        #expect(try two.attempts(task: "dump", ds: day).map(\.invocation) == ["one"])
        try two.commit([.taskSucceeded(task: "wait", ds: day, invocation: "")], run: 2, at: 7)
        #expect(try two.record(task: "wait", ds: day)?.successOrder == 1)
    }

    @Test func aStoreThatStaysLockedIsBusy() throws {
        let store = try folder.open(patience: 1)
        let other = try DatabaseQueue(path: folder.file)
        let busy =
            "\(folder.file): another program kept it locked for too long; see whether a driver hangs "
            + "(`fuser \(folder.file)` names them), then start again."
        try other.inTransaction(.exclusive) { _ in
            #expect(sentence { _ = try store.begin() } == busy)
            #expect(sentence { _ = try store.records(ds: day) } == nil)
            return .rollback
        }
        #expect(try store.begin() == 1)
    }

    /// Older SQLites could corrupt a file in which one connection writes while another copies the log back.
    @Test func onlyOneWritesAtATimeAndReadersDoNotWait() throws {
        let store = try folder.open()
        let other = try folder.open(patience: 5)
        try store.succeed("a")
        try store.write { database in
            try database.execute(sql: "UPDATE tasks SET reason = 'in the middle of it'")
            #expect(
                sentence { _ = try other.begin() }
                    == "\(folder.path)/store.lock: another program kept it locked for too long; see whether a driver "
                    + "hangs (`fuser \(folder.path)/store.lock` names them), then start again.")
            #expect(try other.records(ds: day).mapValues(\.reason) == ["a": ""])
        }
        #expect(try other.begin() == 1)
        #expect(try other.records(ds: day).mapValues(\.reason) == ["a": "in the middle of it"])
    }

    @Test func theLastToCloseCopiesTheLogBack() throws {
        try folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite"])
        #expect(try folder.open().records(ds: day).keys.sorted() == ["a"])
    }
}
