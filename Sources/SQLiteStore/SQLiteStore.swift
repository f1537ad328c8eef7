import GRDB
import Glibc
public import PipelineRecord

/// The durable record of runs, attempts and the states of tasks: one SQLite file in the state folder.
///
/// When a method that writes returns, what it wrote is on disk, all of it; when it throws, none of it is. Several
/// programs may have the same store open, and write to it in turn.
public final class SQLiteStore: Sendable {
    /// How long to wait for another that writes, in milliseconds.
    static let patience = 30_000

    let location: StoreLocation
    let queue: DatabaseQueue
    private let access: Access
    /// Used by the connection, which it outlives.
    private let logRoom: LogRoom?
    /// The file that was opened.
    private let identity: StoreLocation.Identity?

    /// The file.
    public var path: String { location.file }

    private enum Access {
        /// Reads and writes.
        case full(WriterLock)
        /// Looks at a file that has no log, and has not changed since. There is no lock where there is nobody who writes.
        case unchanged([Int]?, WriterLock?)
        /// Looks at a file and its log, as SQLite does for those who may not write.
        case withLog
    }

    init(_ location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        let writerLock = try WriterLock(location, patience: patience)
        access = .full(writerLock)
        // SQLite takes an empty file for a new database.
        guard let size = try location.size(), size > 0 else { throw .damaged(location.file, "it is empty") }

        let logRoom = LogRoom(location)
        self.logRoom = logRoom
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1000)
        // Each attempt names its run; looking that up for every insert guards against nothing but ourselves.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            // First, so that a file that is refused is left as it is.
            try Schema.check(database, at: location)
            try Schema.upgrade(database)
            try WriteAheadLog.apply(to: database)
            logRoom.attach(to: database)
            // Distributions turn it on: it would have us overwrite with zeros what is deleted.
            _ = try Int.fetchOne(database, sql: "PRAGMA secure_delete = OFF")
            try database.execute(sql: "PRAGMA cache_size = -16384")
        }
        identity = location.identity()
        do {
            queue = try writerLock.hold { try DatabaseQueue(path: location.file, configuration: configuration) }
        } catch {
            throw StoreError(error, at: location.file)
        }
    }

    /// Opens it for those who may not write there, or have no room to.
    ///
    /// SQLite writes beside a store with a log even to read it. Without the log it need not, as long as nobody writes;
    /// with one it can do without, where the log's index is there, too.
    private init(lookingAt location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        logRoom = nil
        identity = location.identity()
        guard let size = try location.size(), size > 0 else { throw .damaged(location.file, "it is empty") }

        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1000)
        configuration.foreignKeysEnabled = false
        configuration.readonly = true
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            try Schema.check(database, at: location)
        }
        do {
            let lock = try WriterLock(lookingAt: location, patience: patience)
            let open = {
                guard location.hasContent(besideWith: "-wal") else {
                    return (
                        Access.unchanged(location.version(), lock),
                        try DatabaseQueue(path: location.unchanging, configuration: configuration)
                    )
                }
                return (.withLog, try DatabaseQueue(path: location.file, configuration: configuration))
            }
            (access, queue) = try lock.map { try $0.share(open) } ?? open()
        } catch {
            throw StoreError(error, at: location.file)
        }
    }

    deinit {
        guard case .full(let writerLock) = access else { return }
        // The last to close copies the log back, which is writing.
        try? writerLock.hold { try queue.close() }
    }

    /// Opens the store of a state folder, and makes folder and store where there are none.
    ///
    /// - Throws: ``StoreError`` where the file is damaged, newer than this program, or cannot be made or opened.
    public static func open(folder: String) throws(StoreError) -> SQLiteStore {
        try open(folder: folder, patience: patience)
    }

    /// Opens the store of a state folder for those who only read, and makes nothing.
    ///
    /// - Returns: `nil` where there is none.
    /// - Throws: ``StoreError`` where the file is damaged, newer than this program, or cannot be opened.
    public static func openExisting(folder: String) throws(StoreError) -> SQLiteStore? {
        try openExisting(folder: folder, patience: patience)
    }

    static func open(folder: String, patience: Int) throws(StoreError) -> SQLiteStore {
        let location = StoreLocation(folder: folder)
        if try location.size() == nil { try location.make(patience: patience) }
        return try SQLiteStore(location, patience: patience)
    }

    /// Readers too open it for writing where they may: after a crash, the first to come must roll back what was half
    /// written.
    static func openExisting(folder: String, patience: Int) throws(StoreError) -> SQLiteStore? {
        let location = StoreLocation(folder: folder)
        guard try location.size() != nil else { return nil }
        do {
            return try SQLiteStore(location, patience: patience)
        } catch {
            guard error.kind == .unreachable || error.kind == .full else { throw error }
            // Where the log can be read by none but those who write, their refusal says it best.
            do { return try SQLiteStore(lookingAt: location, patience: patience) } catch let second {
                throw second.kind == .unreachable ? error : second
            }
        }
    }

    /// Reads in `body`, with one statement: several would need a transaction to see the same state.
    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do {
            guard case .unchanged(let version, let lock) = access else { return try queue.inDatabase(body) }
            func look() throws -> Result {
                guard location.version() == version, !location.hasContent(besideWith: "-wal") else {
                    throw StoreError.changed(path)
                }
                return try queue.inDatabase(body)
            }
            guard let lock else { return try look() }
            return try lock.share(look)
        } catch {
            throw StoreError(error, at: path)
        }
    }

    /// Reads in `body`, with several statements that see the same state.
    func readAtOnce<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try read { database in
            var result: Result?
            try database.inTransaction(.deferred) {
                result = try body(database)
                return .commit
            }
            return result!
        }
    }

    /// Commits all that `body` writes, or nothing where it throws.
    ///
    /// - Parameter isPatient: whether to wait twenty times as long as otherwise for another that writes.
    func write<Result>(isPatient: Bool = false, _ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try alone(isPatient: isPatient) { database in
            var result: Result?
            // Immediate, for two that had read first could not both go on to write.
            try database.inTransaction(.immediate) {
                result = try body(database)
                return .commit
            }
            return result!
        }
    }

    /// Does `body` while nobody else writes, in no transaction.
    func alone<Result>(isPatient: Bool = false, _ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do {
            guard case .full(let writerLock) = access else {
                throw StoreError.unreachable(path, cannotBe: "written", errno: EROFS)
            }
            return try writerLock.hold(isPatient: isPatient) {
                // With a log, SQLite does not see that what it appends to is no longer the store.
                guard location.identity() == identity else { throw StoreError.moved(path) }
                return try queue.inDatabase(body)
            }
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
