import Dispatch
import GRDB
import PipelineRecord
import Synchronization

/// The connections that read while another writes, each on a thread of its own. They are opened when they are needed.
///
/// None of them copies the log back when it is closed: the ``Writer`` is open for longer, and to do so takes the last.
final class Readers: Sendable {
    private let readers: [Reader]
    private let next = Mutex(0)

    /// - Parameter count: how many read at a time.
    init(_ location: StoreLocation, patience: Int, count: Int) {
        readers = (0..<count).map { _ in
            Reader(path: location.file) { try DatabaseQueue(beside: location, patience: patience) }
        }
    }

    /// Reads in `body`, and sees the same state all along.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        // One that has nothing to do, or the first to have been asked.
        let reader =
            readers.first(where: \.isIdle)
            ?? next.withLock { next in
                next = (next + 1) % readers.count
                return readers[next]
            }
        return try await reader.read(body)
    }

    func close() {
        for reader in readers { reader.close() }
    }
}

/// A connection that only reads, on a thread of its own.
final class Reader: Sendable {
    private let path: String
    private let thread = DispatchQueue(label: "dataswarm.store.reader")
    private let open: @Sendable () throws -> DatabaseQueue
    private let state = Mutex<(connection: DatabaseQueue?, pending: Int)>((nil, 0))

    init(path: String, open: @escaping @Sendable () throws -> DatabaseQueue) {
        self.path = path
        self.open = open
    }

    var isIdle: Bool { state.withLock { $0.pending == 0 } }

    /// Reads in `body`, and sees the same state all along.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        try await perform { connection in try connection.readAtOnce(body) }
    }

    /// Does `body` in no transaction.
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (DatabaseQueue) throws -> Result
    ) async throws(StoreError) -> Result {
        state.withLock { $0.pending += 1 }
        defer { state.withLock { $0.pending -= 1 } }
        return try await thread.perform { () throws(StoreError) in
            do { return try body(try self.connection()) } catch { throw StoreError(error, at: self.path) }
        }
    }

    func close() {
        try? state.withLock { $0.connection.take() }?.close()
    }

    private func connection() throws -> DatabaseQueue {
        if let connection = state.withLock({ $0.connection }) { return connection }
        let connection = try open()
        state.withLock { $0.connection = connection }
        return connection
    }
}

extension DatabaseQueue {
    /// A connection that may only read, beside the ``Writer`` of this process, which has looked at the file.
    convenience init(beside location: StoreLocation, patience: Int) throws {
        try self.init(readonly: location.file, patience: patience) { database in
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
    }

    /// A connection that may only read.
    ///
    /// - Parameters:
    ///   - path: the file as SQLite is to open it.
    ///   - check: refuses it.
    convenience init(
        readonly path: String, patience: Int, _ check: @escaping @Sendable (Database) throws -> Void
    ) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1000)
        configuration.foreignKeysEnabled = false
        configuration.readonly = true
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            try Balances().register(in: database)
            try check(database)
        }
        try self.init(path: path, configuration: configuration)
    }

    /// Reads in `body`, with several statements that see the same state.
    func readAtOnce<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try inDatabase { database in
            var result: Result?
            try database.inTransaction(.deferred) {
                result = try body(database)
                return .commit
            }
            return result!
        }
    }
}
