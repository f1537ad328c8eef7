import PipelineRecord
import Testing

@testable import SQLiteStore

/// The room that is made ahead of the log's end.
@Suite struct LogRoomTests {
    let folder: StateFolder

    init() async throws {
        folder = try StateFolder()
    }

    private func length() throws -> Int { try folder.read("store.sqlite-wal").count }

    @Test func commitsGoIntoRoomThatIsThere() async throws {
        let store = try await folder.open()
        for _ in 1...5 { try await store.succeed("a") }
        let before = try length()
        #expect(before > 512 << 10)
        for _ in 6...7 { try await store.succeed("a") }
        #expect(try length() == before)
    }

    @Test func aLogOfAFewCommitsHasNone() async throws {
        let store = try await folder.open()
        _ = try await store.begin()
        #expect(try length() < 64 << 10)
    }

    /// SQLite would do it by itself if nobody asked to be told of its commits.
    @Test func theLogIsCopiedBackNowAndThen() async throws {
        let store = try await folder.open()
        let empty = try folder.read().count
        for number in 1...600 { try await store.succeed("task\(number)") }
        #expect(try folder.read().count > empty)
        #expect(try length() < 6 << 20)
        #expect(try await store.records(ds: day).count == 600)
    }

    @Test func whatIsAheadIsNoPartOfTheRecord() async throws {
        let store = try await folder.open()
        for _ in 1...10 { try await store.succeed("a") }
        // As a kill leaves it: nobody has copied the log back.
        let killed = try StateFolder()
        for name in ["store.sqlite", "store.sqlite-wal"] { try killed.write(try folder.read(name), to: name) }
        #expect(try await killed.open().record("a")?.attempts == 10)
    }
}
