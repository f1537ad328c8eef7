import GRDB
import Glibc
import PipelineRecord
import Testing

@testable import SQLiteStore

/// A damaged store is refused with the way out, never taken for an empty one.
@Suite struct DamageTests {
    let folder: StateFolder

    init() async throws {
        folder = try StateFolder()
    }

    /// What opening the store says, as a driver and as a reader; both leave the file as it is.
    private func refusal() async throws -> String? {
        let before = try folder.read()
        let driver = await sentence { _ = try await folder.open() }
        let reader = await sentence { _ = try await SQLiteStore.openExisting(folder: folder.path) }
        #expect(driver == reader)
        #expect(try folder.read() == before)
        return driver
    }

    private func fill(_ store: SQLiteStore) async throws {
        let run = try await store.begin()
        let tasks = (0..<100).map { "task \($0)" }
        let invocation = String(repeating: "words ", count: 30)
        _ = try await store.commit(
            tasks.map { .begun($0, ds: day, invocation) },
            run: run,
            at: 2
        )
        _ = try await store.commit(
            tasks.flatMap { task -> [Transition] in
                [
                    .ended(task, ds: day, 1, success),
                    .succeeded(task, ds: day, invocation),
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

    @Test func anEmptyFileIsNotANewStore() async throws {
        try folder.write([])
        #expect(try await refusal() == refused("it is empty"))
        await #expect(throws: StoreError.self) { try await folder.open() }
    }

    @Test func aText() async throws {
        try folder.write("dear diary".utf8)
        #expect(try await refusal() == refused("file is not a database"))
        try folder.write(String(repeating: "dear diary ", count: 1000).utf8)
        #expect(try await refusal() == refused("file is not a database"))
    }

    @Test func aFolderInItsPlace() async throws {
        mkdir(folder.file, 0o777)
        defer { rmdir(folder.file) }
        #expect(await sentence { _ = try await folder.open() } == refused("it is not a regular file"))
    }

    @Test func aDatabaseOfAnotherProgram() async throws {
        try folder.tamper("CREATE TABLE cats (name TEXT)")
        #expect(try await refusal() == refused("it does not bear the mark of a store"))
    }

    @Test func aNewerVersion() async throws {
        _ = try await folder.open()
        try folder.tamper("PRAGMA user_version = 7")
        #expect(
            try await refusal()
                == "\(folder.file): this store has version 7, and this program knows no higher one than 3; "
                + "use the newer program that wrote it, or move store.sqlite* away to begin anew, or restore a copy."
        )
    }

    @Test func anUnknownVersion() async throws {
        _ = try await folder.open()
        try folder.tamper("PRAGMA user_version = 0")
        #expect(try await refusal() == refused("its version is 0"))
    }

    @Test func missingTables() async throws {
        _ = try await folder.open()
        try folder.tamper("DROP TABLE streaks")
        #expect(try await refusal() == refused("tables are missing"))
    }

    @Test func aMissingCountOfSuccesses() async throws {
        let store = try await folder.open()
        try folder.tamper("DELETE FROM sums WHERE name = 'successes'")
        #expect(
            await sentence { try await store.succeed("a") } == refused("the count of successes is missing")
        )
    }

    @Test func aStateThatNobodyKnows() async throws {
        let store = try await folder.open()
        try await store.succeed("a")
        try folder.tamper("UPDATE tasks SET state = 'dozing'")
        #expect(await sentence { _ = try await store.records(ds: day) } == refused("\"dozing\" is no TaskState"))
    }

    /// Cut off anywhere, it is refused; where it opens, it has all that it had.
    @Test func truncatedAnywhere() async throws {
        var store: SQLiteStore? = try await folder.open()
        try await fill(store!)
        let whole = try await store!.records(ds: day)
        store = nil
        let bytes = try folder.read()
        #expect(bytes.count > 10 * 4096)

        let points = Array(stride(from: 0, to: bytes.count, by: 512)) + [1, 15, 17, 99, 101, bytes.count - 1]
        for count in points {
            try folder.write(bytes[..<count])
            let said = await sentence {
                let store = try await folder.open()
                #expect(try await store.records(ds: day) == whole, "cut off at \(count)")
            }
            let sentence = try #require(said, "cut off at \(count) of \(bytes.count), it opened")
            #expect(sentence.hasPrefix("\(folder.file): this is not a store, or a damaged one ("))
            #expect(sentence.hasSuffix("); move store.sqlite* away to begin anew, or restore a copy."))
            #expect(try folder.read() == Array(bytes[..<count]))
        }
        try folder.write(bytes)
        #expect(try await folder.open().records(ds: day) == whole)
    }

    /// Pages overwritten with noise are found at the latest when they are read, and never trap.
    @Test func noiseInAnyPage() async throws {
        var store: SQLiteStore? = try await folder.open()
        try await fill(store!)
        let whole = try await store!.records(ds: day)
        store = nil
        let bytes = try folder.read()
        for page in 0..<(bytes.count / 4096) {
            var noisy = bytes
            for index in (page * 4096)..<((page + 1) * 4096) { noisy[index] = UInt8(truncatingIfNeeded: index &* 151) }
            try folder.write(noisy)
            let said = await sentence {
                let store = try await folder.open()
                #expect(try await store.records(ds: day) == whole, "noise in page \(page)")
                for task in whole.keys { _ = try await store.attempts(task, ds: day) }
                _ = try await store.runs(ds: nil, limit: 10)
                _ = try await store.runs(ds: day, limit: 10)
                for table in Schema.tables {
                    _ = try await store.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)").count }
                }
                try await store.succeed("task 7", run: store.begin())
                try await store.verify()
            }
            let sentence = try #require(said, "noise in page \(page) went unnoticed")
            #expect(sentence.hasPrefix("\(folder.file): this is not a store, or a damaged one ("))
        }
    }
}
