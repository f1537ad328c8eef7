import GRDB
import Glibc
import PipelineGraph
import Testing

@testable import PipelineStore

@Suite struct OpeningTests {
    let folder: StateFolder

    init() throws {
        folder = try StateFolder()
    }

    @Test func readersMakeNothing() throws {
        #expect(try Store.openExisting(folder: folder.path) == nil)
        #expect(try Store.openExisting(folder: folder.path + "/deeper/still") == nil)
        #expect(folder.names == [])
    }

    @Test func foldersAreMadeAsDeepAsNeeded() throws {
        let deep = folder.path + "/a/b//c/"
        defer { for part in ["/a/b/c/store.sqlite", "/a/b/c", "/a/b", "/a"] { remove(folder.path + part) } }
        _ = try Store.open(folder: deep)
        #expect(try Store.openExisting(folder: folder.path + "/a/b/c") != nil)
    }

    @Test func aFolderBelowAFileCannotBeMade() throws {
        try folder.write("text".utf8, to: "file")
        #expect(
            sentence { _ = try Store.open(folder: folder.path + "/file/state") }
                == "\(folder.path)/file/state/store.sqlite: this cannot be opened (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
        #expect(
            sentence { _ = try Store.openExisting(folder: folder.path + "/file/state") }
                == "\(folder.path)/file/state/store.sqlite: this cannot be opened (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
        #expect(
            sentence { try makeFolder(folder.path + "/file/state") }
                == "\(folder.path)/file/state: this cannot be made (Not a directory); "
                + "give the right to write there, or choose another state folder."
        )
    }

    @Test func aFolderWhereNothingCanBeMade() throws {
        // Nobody can make a file here, not even the superuser.
        #expect(
            sentence { _ = try Store.open(folder: "/proc/self") }
                == "/proc/self/store.sqlite.new: this cannot be opened, read or written (unable to open database "
                + "file); see to the rights on it and to its disk, then start again."
        )
    }

    @Test func whatAnInterruptedMakingLeftIsMadeAnew() throws {
        try folder.write("half of a store".utf8, to: "store.sqlite.new")
        try folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite"])
    }

    /// SQLite would play the journal of a store that was moved away into the new one.
    @Test func theJournalOfAStoreThatWasMovedAwayIsSetAside() throws {
        try folder.write("the last of it".utf8, to: "store.sqlite-journal")
        try folder.open().succeed("a")
        #expect(folder.names == ["store.lock", "store.sqlite", "store.sqlite-journal.old"])
        #expect(try folder.read("store.sqlite-journal.old") == Array("the last of it".utf8))
    }

    /// What is on disk in the middle of a commit is what a killed driver leaves behind. The first to come leaves it
    /// out, be it a reader.
    @Test(arguments: [true, false]) func whatAKilledDriverHalfWroteIsLeftOut(byReader: Bool) throws {
        let store = try folder.open()
        for task in ["a", "b"] { try store.succeed(task) }
        let whole = try store.records(ds: day)

        let killed = try StateFolder()
        try store.queue.inDatabase { database in
            // With no cache to speak of, pages go to the file long before the commit.
            try database.execute(sql: "PRAGMA cache_size = 1")
            try database.inTransaction(.immediate) {
                try database.execute(sql: "UPDATE tasks SET reason = hex(randomblob(20000))")
                try killed.write(try folder.read())
                try killed.write(try folder.read("store.sqlite-wal"), to: "store.sqlite-wal")
                return .rollback
            }
        }
        let next = try #require(byReader ? try Store.openExisting(folder: killed.path) : try killed.open())
        #expect(try next.records(ds: day) == whole)
    }

    @Test func aFullDiskIsSaidAndNothingOfTheCommitIsThere() throws {
        let store = try folder.open()
        try store.succeed("a")
        try store.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let much = (0..<1000).map { Transition.taskSucceeded(task: "t\($0)", ds: day, invocation: "") }
        #expect(
            sentence { try store.commit(much, run: 1, at: 1) }
                == "\(folder.file): its disk is full; make room, then start again."
        )
        #expect(try store.records(ds: day).keys.sorted() == ["a"])
        try store.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try store.commit(much, run: 1, at: 1)
        #expect(try store.records(ds: day).count == 1001)
    }

    @Test func aStoreThatIsReplacedWhileOpenIsNotWrittenTo() throws {
        let store = try folder.open()
        try store.succeed("a")
        let bytes = try folder.read()
        rename(folder.file, folder.file + ".away")
        let moved =
            "\(folder.file): this was moved, replaced or removed while it was open; put it back, then start again."
        #expect(sentence { try store.succeed("b") } == moved)
        try folder.write(bytes)
        #expect(sentence { try store.succeed("b") } == moved)
        #expect(try folder.read() == bytes)
    }

    @Test func aStoreOfTheFirstVersionIsBroughtUpToThisOne() throws {
        do {
            let store = try folder.open()
            try store.succeed("a", run: try store.begin())
        }
        try folder.tamper(
            """
            ALTER TABLE runs DROP COLUMN mark; ALTER TABLE runs DROP COLUMN process_started;
            ALTER TABLE tasks DROP COLUMN lost_in_a_row; ALTER TABLE attempts DROP COLUMN cause;
            DROP TABLE streaks; DROP TABLE resources; PRAGMA user_version = 1
            """)
        let store = try folder.open()
        #expect(try store.record(task: "a", ds: day)?.state == .succeeded)
        #expect(try store.queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
        #expect(try store.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM streaks") } == 0)
    }
}
