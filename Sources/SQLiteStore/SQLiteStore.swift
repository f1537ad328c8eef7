import Dispatch
import GRDB
import Glibc
public import PipelineRecord

/// The durable record of runs, claims, attempts and the states of tasks: one SQLite file in the state folder.
///
/// One connection writes and others read beside it, on threads of the store's own.
public final class SQLiteStore: RunStore {
    /// How long to wait for another that writes, in milliseconds.
    static let patience = 30_000
    /// How many read at a time.
    private static let readerCount = 4

    let location: StoreLocation
    private let access: Access

    /// The file.
    public var path: String { location.file }

    /// Does jobs on the thread that writes. One run of its own that is executed there changes no threads when it puts something on
    /// record; several would stand in each other's way. `nil` for those who only look.
    public var executor: (any TaskExecutor)? {
        guard case .full(let writer, _, _) = access else { return nil }
        return writer.executor
    }

    private enum Access: Sendable {
        /// - observer: looks whether anything was committed, and never waits for those who read.
        case full(Writer, Readers, observer: Reader)
        case looking(ReadOnlyConnection)

        func close() {
            guard case .full(let writer, let readers, let observer) = self else { return }
            writer.close {
                readers.close()
                observer.close()
            }
        }
    }

    private init(_ location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        access = .full(
            try Writer(location, patience: patience),
            Readers(location, patience: patience, count: Self.readerCount),
            observer: Reader(path: location.file) { try DatabaseQueue(beside: location, patience: patience) })
    }

    private init(lookingAt location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        access = .looking(try ReadOnlyConnection(location, patience: patience))
    }

    deinit { access.close() }

    /// Closes it, which may wait for another that writes; whoever is done with it does so rather than to let go of it alone,
    /// which would wait on the thread that happens to be the last. It must not be used from then on.
    public func close() async {
        try? await Self.opening.perform { [access] in access.close() }
    }

    /// Opens the store of a state folder, and makes folder and store where there are none.
    ///
    /// - Throws: ``StoreError`` where the file is damaged, newer than this program, or cannot be made or opened.
    public static func open(folder: String) async throws(StoreError) -> SQLiteStore {
        try await open(folder: folder, patience: patience)
    }

    /// Opens the store of a state folder for those who only read, and makes nothing.
    ///
    /// - Returns: `nil` where there is none.
    /// - Throws: ``StoreError`` where the file is damaged, newer than this program, or cannot be opened.
    public static func openExisting(folder: String) async throws(StoreError) -> SQLiteStore? {
        try await openExisting(folder: folder, patience: patience)
    }

    /// Where opening may wait for others.
    private static let opening = DispatchQueue(label: "dataswarm.store.opening", attributes: .concurrent)

    static func open(folder: String, patience: Int) async throws(StoreError) -> SQLiteStore {
        try await opening.perform { () throws(StoreError) in
            let location = StoreLocation(folder: folder)
            if try location.size() == nil { try location.make(patience: patience) }
            return try SQLiteStore(location, patience: patience)
        }
    }

    static func openExisting(folder: String, patience: Int) async throws(StoreError) -> SQLiteStore? {
        try await opening.perform { () throws(StoreError) -> SQLiteStore? in
            let location = StoreLocation(folder: folder)
            return try location.size() == nil ? nil : try openForReading(location, patience: patience)
        }
    }

    /// Readers too open it for writing where they may: after a crash, the first to come must roll back what was half
    /// written.
    private static func openForReading(
        _ location: StoreLocation, patience: Int
    ) throws(StoreError) -> SQLiteStore {
        do throws(StoreError) {
            return try SQLiteStore(location, patience: patience)
        } catch {
            guard error.kind == .unreachable || error.kind == .full else { throw error }
            // Where the log can be read by none but those who write, their refusal says it best.
            do throws(StoreError) { return try SQLiteStore(lookingAt: location, patience: patience) } catch let second {
                throw second.kind == .unreachable ? error : second
            }
        }
    }

    /// Reads in `body`, and sees the same state all along.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        switch access {
        case .full(_, let readers, _): try await readers.read(body)
        case .looking(let look): try await look.read(body)
        }
    }

    /// Commits all that `body` writes, or nothing where it throws.
    ///
    /// - Parameters:
    ///   - isPatient: whether to wait twenty times as long as otherwise for another that writes.
    ///   - isRehearsal: whether nothing is to stay of it.
    func write<Result: Sendable>(
        isPatient: Bool = false, isRehearsal: Bool = false, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        try await writer.write(isPatient: isPatient, isRehearsal: isRehearsal, body)
    }

    /// Does `body` while nobody else writes, in no transaction.
    func alone<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        try await writer.alone(body)
    }

    /// The connection that writes.
    var writer: Writer {
        get throws(StoreError) {
            guard case .full(let writer, _, _) = access else {
                throw .unreachable(path, cannotBe: "written", errno: EROFS)
            }
            return writer
        }
    }

    /// A number that is another one after anything was committed, by this process or another. It is quick to ask for.
    public func changeCount() async throws(StoreError) -> Int64 {
        let query = { @Sendable (database: Database) in try Schema.number(database, "PRAGMA data_version") }
        switch access {
        // To this connection, what the writer beside it commits is another's, too.
        case .full(_, _, let observer): return try await observer.perform { try $0.inDatabase(query) }
        case .looking(let look): return try await look.read(query)
        }
    }
}
