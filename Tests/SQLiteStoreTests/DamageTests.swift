import GRDB
import Glibc
import PipelineGraph
import PipelineRecord
import Testing

@testable import SQLiteStore

/// A damaged store is refused with the way out, never taken for an empty one.
@Suite struct DamageTests {
    let folder: StateFolder

    init() throws {
        folder = try StateFolder()
    }

    /// What opening the store says, as a driver and as a reader; both leave the file as it is.
    private func refusal() throws -> String? {
        let before = try folder.read()
        let driver = sentence { _ = try folder.open() }
        let reader = sentence { _ = try SQLiteStore.openExisting(folder: folder.path) }
        #expect(driver == reader)
        #expect(try folder.read() == before)
        return driver
    }

    private func fill(_ store: SQLiteStore) throws {
        let run = try store.begin()
        let tasks = (0..<100).map { "task \($0)" }
        let invocation = String(repeating: "words ", count: 30)
        try store.commit(
            tasks.map { .attemptStarted(task: $0, ds: day, number: 1, invocation: invocation) },
            run: run,
            at: 2
        )
        let success = AttemptOutcome(state: .succeeded, exitCode: 0)
        try store.commit(
            tasks.flatMap { task -> [Transition] in
                [
                    .attemptEnded(task: task, ds: day, number: 1, outcome: success),
                    .taskSucceeded(task: task, ds: day, invocation: invocation),
                ]
            },
            run: run,
            at: 3
        )
    }

    private func refused(_ detail: String) -> String {
        "\(folder.file): this is not a store, or a damaged one (\(detail)); "
            + "move store.sqlite* away to begin anew, or restore a copy."
    }

    @Test func anEmptyFileIsNotANewStore() throws {
        try folder.write([])
        #expect(try refusal() == refused("it is empty"))
        #expect(throws: StoreError.self) { try folder.open() }
    }

    @Test func aText() throws {
        try folder.write("dear diary".utf8)
        #expect(try refusal() == refused("file is not a database"))
        try folder.write(String(repeating: "dear diary ", count: 1000).utf8)
        #expect(try refusal() == refused("file is not a database"))
    }

    @Test func aFolderInItsPlace() throws {
        mkdir(folder.file, 0o777)
        defer { rmdir(folder.file) }
        #expect(sentence { _ = try folder.open() } == refused("it is not a regular file"))
    }

    @Test func aDatabaseOfAnotherProgram() throws {
        try folder.tamper("CREATE TABLE cats (name TEXT)")
        #expect(try refusal() == refused("it does not bear the mark of a store"))
    }

    @Test func aNewerVersion() throws {
        _ = try folder.open()
        try folder.tamper("PRAGMA user_version = 7")
        #expect(
            try refusal()
                == "\(folder.file): this store has version 7, and this program knows no higher one than 2; "
                + "use the newer program that wrote it, or move store.sqlite* away to begin anew, or restore a copy."
        )
    }

    @Test func anUnknownVersion() throws {
        _ = try folder.open()
        try folder.tamper("PRAGMA user_version = 0")
        #expect(try refusal() == refused("its version is 0"))
    }

    @Test func missingTables() throws {
        _ = try folder.open()
        try folder.tamper("DROP TABLE successes")
        #expect(try refusal() == refused("tables are missing"))
    }

    @Test func aMissingCountOfSuccesses() throws {
        let store = try folder.open()
        try folder.tamper("DELETE FROM successes")
        #expect(
            sentence { try store.succeed("a") } == refused("the count of successes is missing")
        )
    }

    @Test func aStateThatNobodyKnows() throws {
        let store = try folder.open()
        try store.succeed("a")
        try folder.tamper("UPDATE tasks SET state = 'dozing'")
        #expect(sentence { _ = try store.records(ds: day) } == refused("\"dozing\" is no TaskState"))
    }

    /// Cut off anywhere, it is refused; where it opens, it has all that it had.
    @Test func truncatedAnywhere() throws {
        var store: SQLiteStore? = try folder.open()
        try fill(store!)
        let whole = try store!.records(ds: day)
        store = nil
        let bytes = try folder.read()
        #expect(bytes.count > 10 * 4096)

        let points = Array(stride(from: 0, to: bytes.count, by: 512)) + [1, 15, 17, 99, 101, bytes.count - 1]
        for count in points {
            try folder.write(bytes[..<count])
            let said = sentence {
                let store = try folder.open()
                #expect(try store.records(ds: day) == whole, "cut off at \(count)")
            }
            let sentence = try #require(said, "cut off at \(count) of \(bytes.count), it opened")
            #expect(sentence.hasPrefix("\(folder.file): this is not a store, or a damaged one ("))
            #expect(sentence.hasSuffix("); move store.sqlite* away to begin anew, or restore a copy."))
            #expect(try folder.read() == Array(bytes[..<count]))
        }
        try folder.write(bytes)
        #expect(try folder.open().records(ds: day) == whole)
    }

    /// Pages overwritten with noise are found at the latest when they are read, and never trap.
    @Test func noiseInAnyPage() throws {
        var store: SQLiteStore? = try folder.open()
        try fill(store!)
        let whole = try store!.records(ds: day)
        store = nil
        let bytes = try folder.read()
        for page in 0..<(bytes.count / 4096) {
            var noisy = bytes
            for index in (page * 4096)..<((page + 1) * 4096) { noisy[index] = UInt8(truncatingIfNeeded: index &* 151) }
            try folder.write(noisy)
            let said = sentence {
                let store = try folder.open()
                #expect(try store.records(ds: day) == whole, "noise in page \(page)")
                for task in whole.keys { _ = try store.attempts(task: task, ds: day) }
                _ = try store.runs(ds: nil, limit: 10)
                _ = try store.runs(ds: day, limit: 10)
                _ = try store.finishedDurations()
                for table in Schema.tables {
                    _ = try store.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)") }
                }
                try store.succeed("task 7", number: 2, run: store.begin())
            }
            let sentence = try #require(said, "noise in page \(page) went unnoticed")
            #expect(sentence.hasPrefix("\(folder.file): this is not a store, or a damaged one ("))
        }
    }
}
