import GRDB
import Glibc
import PipelineRecord

@testable import SQLiteStore

/// A state folder of a test's own, which is gone with it.
final class StateFolder: Sendable {
    let path: String
    var file: String { "\(path)/store.sqlite" }

    /// - Parameter inMemory: for those who write it thousands of times, and have no disk to test.
    init(inMemory: Bool = false) throws {
        let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/store-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble() }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// The names of what it holds, sorted.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func open(patience: Int = SQLiteStore.patience) async throws(StoreError) -> SQLiteStore {
        try await SQLiteStore.open(folder: path, patience: patience)
    }

    func read(_ name: String = "store.sqlite") throws -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "r") else { throw Trouble() }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { throw Trouble() }
        return bytes
    }

    func write(_ bytes: some Sequence<UInt8>, to name: String = "store.sqlite") throws {
        guard let file = fopen("\(path)/\(name)", "w") else { throw Trouble() }
        defer { fclose(file) }
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Trouble() }
    }

    /// Has SQLite do something to the store's file that no store would.
    ///
    /// - Parameter sealing: whether to put the sum of its schema on record.
    func tamper(_ sql: String, sealing: Bool = false) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            try Balances().register(in: database)
        }
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: sql)
            if sealing { try Sums.seal(database) }
        }
        try queue.close()
    }

    /// Takes everything away, and puts these files in its place.
    func replace(with files: [String: [UInt8]]) throws {
        for name in names { unlink("\(path)/\(name)") }
        for (name, bytes) in files { try write(bytes, to: name) }
    }

    struct Trouble: Error {}
}

/// What `body` throws, as the sentence that a user sees; it does not throw where this is `nil`.
func sentence(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return "\(error)"
    }
}
