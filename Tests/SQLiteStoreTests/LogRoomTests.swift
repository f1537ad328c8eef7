import PipelineGraph
import PipelineRecord
import Testing

@testable import SQLiteStore

/// The room that is made ahead of the log's end.
@Suite struct LogRoomTests {
    let folder: StateFolder

    init() throws {
        folder = try StateFolder()
    }

    private func length() throws -> Int { try folder.read("store.sqlite-wal").count }

    @Test func commitsGoIntoRoomThatIsThere() throws {
        let store = try folder.open()
        for number in 1...10 { try store.succeed("a", number: number) }
        let before = try length()
        #expect(before > 512 << 10)
        for number in 11...15 { try store.succeed("a", number: number) }
        #expect(try length() == before)
    }

    @Test func aLogOfAFewCommitsHasNone() throws {
        let store = try folder.open()
        _ = try store.begin()
        #expect(try length() < 64 << 10)
    }

    /// SQLite would do it by itself if nobody asked to be told of its commits.
    @Test func theLogIsCopiedBackNowAndThen() throws {
        let store = try folder.open()
        let empty = try folder.read().count
        for number in 1...600 { try store.succeed("task\(number)") }
        #expect(try folder.read().count > empty)
        #expect(try length() < 6 << 20)
        #expect(try store.records(ds: day).count == 600)
    }

    @Test func whatIsAheadIsNoPartOfTheRecord() throws {
        let store = try folder.open()
        for number in 1...10 { try store.succeed("a", number: number) }
        // As a kill leaves it: nobody has copied the log back.
        let killed = try StateFolder()
        for name in ["store.sqlite", "store.sqlite-wal"] { try killed.write(try folder.read(name), to: name) }
        #expect(try killed.open().record(task: "a", ds: day)?.attempts == 10)
    }
}
