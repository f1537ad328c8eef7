import Glibc
import PipelineRecord
import Testing

@testable import SQLiteStore

/// Looking at a store where one may not write, or there is no room to.
///
/// The superuser may write anywhere: what takes the right away here is that the lock's name belongs to a folder, which
/// nobody can open for writing.
@Suite struct LookingTests {
    let folder: StateFolder

    init() async throws {
        folder = try StateFolder()
    }

    /// Takes the right to write away; what is said then.
    private func close() -> String {
        unlink(folder.path + "/store.lock")
        mkdir(folder.path + "/store.lock", 0o755)
        return "\(folder.path)/store.lock: this cannot be opened (Is a directory); "
            + "give the right to write there, or choose another state folder."
    }

    private func reopen() { rmdir(folder.path + "/store.lock") }

    @Test func whatWasWrittenIsReadAndNothingIsMade() async throws {
        try await folder.open().succeed("a")
        let refusal = close()
        defer { reopen() }
        let before = folder.names
        #expect(await sentence { _ = try await folder.open() } == refusal)
        let store = try #require(try await SQLiteStore.openExisting(folder: folder.path))
        #expect(try await store.record("a")?.state == .succeeded)
        #expect(try await store.attempts("a").count == 1)
        #expect(folder.names == before)
        #expect(
            await sentence { try await store.succeed("b") }
                == "\(folder.file): this cannot be written (Read-only file system); "
                + "give the right to write there, or choose another state folder.")
    }

    @Test func aLogThatOthersWriteIsReadToo() async throws {
        let writer = try await folder.open()
        try await writer.succeed("a")
        _ = close()
        defer { reopen() }
        let store = try #require(try await SQLiteStore.openExisting(folder: folder.path))
        #expect(try await store.record("a")?.state == .succeeded)
        #expect(try await store.records(ds: day).count == 1)
    }

    @Test func aLogThatAKilledDriverLeftIsReadToo() async throws {
        let writer = try await folder.open()
        try await writer.succeed("a")
        let killed = try StateFolder()
        try killed.write(try folder.read())
        try killed.write(try folder.read("store.sqlite-wal"), to: "store.sqlite-wal")
        mkdir(killed.path + "/store.lock", 0o755)
        defer { rmdir(killed.path + "/store.lock") }
        let store = try #require(try await SQLiteStore.openExisting(folder: killed.path))
        #expect(try await store.record("a")?.state == .succeeded)
    }

    @Test func aStoreThatIsWrittenToMeanwhileIsNotMixedUp() async throws {
        try await folder.open().succeed("a")
        _ = close()
        let store = try #require(try await SQLiteStore.openExisting(folder: folder.path))
        reopen()
        let writer = try await folder.open()
        try await writer.succeed("b")
        #expect(
            await sentence { _ = try await store.records(ds: day) }
                == "\(folder.file): this was written to while it was looked at, where you may not write; ask again.")
    }

    @Test func damageIsSaidAsEver() async throws {
        try await folder.open().succeed("a")
        try folder.write(try folder.read().dropLast(100))
        _ = close()
        defer { reopen() }
        let said = try #require(await sentence { _ = try await SQLiteStore.openExisting(folder: folder.path) })
        #expect(said.contains("this is not a store, or a damaged one ("))
    }

    @Test(arguments: ["a b", "100%", "q?x=1", "h#sh", "käse", "%41", "a&b"])
    func anyNameOfAFolder(name: String) async throws {
        let deep = "\(folder.path)/\(name)"
        mkdir(deep, 0o755)
        defer {
            for file in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] { unlink("\(deep)/\(file)") }
            rmdir("\(deep)/store.lock")
            rmdir(deep)
        }
        try await SQLiteStore.open(folder: deep).succeed("a")
        unlink("\(deep)/store.lock")
        mkdir("\(deep)/store.lock", 0o755)
        let store = try #require(try await SQLiteStore.openExisting(folder: deep))
        #expect(try await store.record("a")?.state == .succeeded)
    }
}
