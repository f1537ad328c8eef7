import GRDB
import Glibc
import PipelineRecord
import Testing

@testable import SQLiteStore

@Suite struct OpeningTests {
    let folder: StateFolder

    init() async throws {
        folder = try StateFolder()
    }

    @Test func readersMakeNothing() async throws {
        #expect(try await SQLiteStore.openExisting(folder: folder.path) == nil)
        #expect(try await SQLiteStore.openExisting(folder: folder.path + "/deeper/still") == nil)
        #expect(folder.names == [])
    }

    @Test func foldersAreMadeAsDeepAsNeeded() async throws {
        let deep = folder.path + "/a/b//c/"
        defer { for part in ["/a/b/c/store.sqlite", "/a/b/c", "/a/b", "/a"] { remove(folder.path + part) } }
        _ = try await SQLiteStore.open(folder: deep)
        #expect(try await SQLiteStore.openExisting(folder: folder.path + "/a/b/c") != nil)
    }

    @Test func aFolderBelowAFileCannotBeMade() async throws {
        try folder.write("text".utf8, to: "file")
        #expect(
            await sentence { _ = try await SQLiteStore.open(folder: folder.path + "/file/state") }
                == "\(folder.path)/file/state/store.sqlite: this cannot be opened (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
        #expect(
            await sentence { _ = try await SQLiteStore.openExisting(folder: folder.path + "/file/state") }
                == "\(folder.path)/file/state/store.sqlite: this cannot be opened (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
        #expect(
            await sentence { try StoreLocation(folder: folder.path + "/file/state").make(patience: 0) }
                == "\(folder.path)/file/state: this cannot be made (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
    }

    @Test func aFolderWhereNothingCanBeMade() async throws {
        // Nobody can make a file here, not even the superuser.
        #expect(
            await sentence { _ = try await SQLiteStore.open(folder: "/proc/self") }
                == "/proc/self/store.sqlite.new: this cannot be opened, read or written (unable to open database "
                + "file); see to the rights on it and to its disk, then start again."
        )
    }

    @Test func whatAnInterruptedMakingLeftIsMadeAnew() async throws {
        try folder.write("half of a store".utf8, to: "store.sqlite.new")
        try await folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite"])
    }

    /// SQLite would play the journal of a store that was moved away into the new one.
    @Test func theJournalOfAStoreThatWasMovedAwayIsSetAside() async throws {
        try folder.write("the last of it".utf8, to: "store.sqlite-journal")
        try await folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite", "store.sqlite-journal.old"])
        #expect(try folder.read("store.sqlite-journal.old") == Array("the last of it".utf8))
    }

    /// What is on disk in the middle of a commit is what a killed driver leaves behind. The first to come leaves it
    /// out, be it a reader.
    @Test(arguments: [true, false]) func whatAKilledDriverHalfWroteIsLeftOut(byReader: Bool) async throws {
        let store = try await folder.open()
        for task in ["a", "b"] { try await store.succeed(task) }
        let whole = try await store.records(ds: day)

        let killed = try StateFolder()
        let folder = folder
        try await store.alone { database in
            // With no cache to speak of, pages go to the file long before the commit.
            try database.execute(sql: "PRAGMA cache_size = 1")
            try database.inTransaction(.immediate) {
                try database.execute(sql: "UPDATE tasks SET reason = hex(randomblob(20000))")
                try killed.write(try folder.read())
                try killed.write(try folder.read("store.sqlite-wal"), to: "store.sqlite-wal")
                return .rollback
            }
        }
        let next = try #require(
            byReader ? try await SQLiteStore.openExisting(folder: killed.path) : try await killed.open())
        #expect(try await next.records(ds: day) == whole)
    }

    @Test func aFullDiskIsSaidAndNothingOfTheCommitIsThere() async throws {
        let store = try await folder.open()
        try await store.succeed("a")
        try await store.alone { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let much = (0..<1000).map { Transition.succeeded("t\($0)", ds: day, "") }
        #expect(
            await sentence { _ = try await store.commit(much, run: 1, at: 1) }
                == "\(folder.file): its disk is full; make room, then start again."
        )
        #expect(try await store.records(ds: day).keys.sorted() == ["a"])
        try await store.alone { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        _ = try await store.commit(much, run: 1, at: 1)
        #expect(try await store.records(ds: day).count == 1001)
    }

    @Test func aStoreThatIsReplacedWhileOpenIsNotWrittenTo() async throws {
        let store = try await folder.open()
        try await store.succeed("a")
        let bytes = try folder.read()
        rename(folder.file, folder.file + ".away")
        let moved =
            "\(folder.file): this was moved, replaced or removed while it was open; put it back, then start again."
        #expect(await sentence { try await store.succeed("b") } == moved)
        try folder.write(bytes)
        #expect(await sentence { try await store.succeed("b") } == moved)
        #expect(try folder.read() == bytes)
    }
}
