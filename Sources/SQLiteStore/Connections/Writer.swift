import Dispatch
import GRDB
import Glibc
import PipelineRecord
import Synchronization

/// The connection of a store that writes, on a thread of its own.
///
/// Whatever it does, it does while it holds the ``WriterLock``, which is taken on that thread: so that it is let go by
/// none but the work that took it. Work that comes while other work is under way is done together, with one flush.
final class Writer: Sendable {
    private let location: StoreLocation
    private let lock: WriterLock
    private let thread: DispatchQueue
    /// Does jobs on the thread that writes: a task whose jobs those are changes no threads when it writes.
    let executor: ThreadExecutor
    let connection: DatabaseQueue
    /// Used by the connection, which it outlives.
    private let logRoom: LogRoom
    private let balances: Balances
    /// The file that was opened.
    private let identity: StoreLocation.Identity?
    private let waiting = Mutex<[Work]>([])
    private let isClosed = Atomic(false)

    /// A transaction of somebody's.
    private struct Work: Sendable {
        /// Whether to wait twenty times as long as otherwise for another that writes.
        var isPatient: Bool
        /// Whether nothing of it is to stay.
        var isRehearsal: Bool
        /// - Returns: what tells of its success, once it is committed.
        var body: @Sendable (Database) throws -> @Sendable () -> Void
        var fail: @Sendable (StoreError) -> Void
    }

    /// Opens a file, brings it up to our version, and waits for as long as it takes to have the lock for that.
    init(_ location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        thread = DispatchQueue(label: "dataswarm.store.writer")
        executor = ThreadExecutor(thread)
        lock = try WriterLock(location, patience: patience)
        // SQLite takes an empty file for a new database.
        guard let size = try location.size(), size > 0 else { throw .damaged(location.file, "it is empty") }
        let (logRoom, balances) = (LogRoom(location), Balances())
        (self.logRoom, self.balances) = (logRoom, balances)
        identity = location.identity()

        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1000)
        // Each attempt names its run; looking that up for every insert guards against nothing but ourselves.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            try balances.register(in: database)
            // First, so that a file that is refused is left as it is.
            try Schema.check(database, at: location)
            try Schema.upgrade(database, balances)
            try WriteAheadLog.apply(to: database)
            logRoom.attach(to: database)
            // Distributions turn it on: it would have us overwrite with zeros what is deleted.
            _ = try Int.fetchOne(database, sql: "PRAGMA secure_delete = OFF")
            try database.execute(sql: "PRAGMA cache_size = -16384")
        }
        do {
            connection = try lock.hold { try DatabaseQueue(path: location.file, configuration: configuration) }
        } catch {
            throw StoreError(error, at: location.file)
        }
        thread.setSpecific(key: Self.isWriter, value: ObjectIdentifier(self))
    }

    /// Commits all that `body` writes, or nothing where it throws.
    ///
    /// - Parameters:
    ///   - isPatient: whether to wait twenty times as long as otherwise for another that writes.
    ///   - isRehearsal: whether nothing is to stay of it.
    ///   - body: may be called twice, the first time in vain.
    func write<Result: Sendable>(
        isPatient: Bool, isRehearsal: Bool, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        let result: Swift.Result<Result, StoreError> = await withCheckedContinuation { continuation in
            let work = Work(
                isPatient: isPatient, isRehearsal: isRehearsal,
                body: { database in
                    let result = try body(database)
                    return { continuation.resume(returning: .success(result)) }
                },
                fail: { continuation.resume(returning: .failure($0)) })
            let isFirst = waiting.withLock { waiting in
                waiting.append(work)
                return waiting.count == 1
            }
            // Otherwise whoever was first is still to begin, and takes it along.
            if isFirst { thread.async { self.doWhatWaits() } }
        }
        return try result.get()
    }

    /// Does `body` while nobody else writes, in no transaction.
    func alone<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        try await thread.perform { () throws(StoreError) in
            do {
                return try self.holding(isPatient: false) { try self.connection.inDatabase(body) }
            } catch {
                throw StoreError(error, at: self.location.file)
            }
        }
    }

    /// Closes the connection. The last to close copies the log back, which is writing.
    ///
    /// - Parameter before: closes the connections beside it, so that it is the last of ours.
    func close(_ before: () -> Void) {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        // A run that is executed here may be the last to let go of the store.
        if DispatchQueue.getSpecific(key: Self.isWriter) == ObjectIdentifier(self) { return closeHere(before) }
        thread.sync { closeHere(before) }
    }

    private func closeHere(_ before: () -> Void) {
        do {
            try lock.hold {
                before()
                try connection.close()
            }
        } catch {
            // Left open until the process ends, which closes it without writing.
            _ = Unmanaged.passRetained(connection)
        }
    }

    /// Which writer's thread it is.
    private static let isWriter = DispatchSpecificKey<ObjectIdentifier>()

    private func holding<Result>(isPatient: Bool, _ body: () throws -> Result) throws -> Result {
        try lock.hold(isPatient: isPatient) {
            // With a log, SQLite does not see that what it appends to is no longer the store.
            guard location.identity() == identity else { throw StoreError.moved(location.file) }
            return try body()
        }
    }

    private func doWhatWaits() {
        let all = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        do {
            try holding(isPatient: all.contains(where: \.isPatient)) {
                if all.count > 1, all.allSatisfy({ !$0.isRehearsal }), let told = try commitTogether(all) {
                    for tell in told { tell() }
                    return
                }
                for work in all {
                    do {
                        try commit(work)()
                    } catch {
                        work.fail(StoreError(error, at: location.file))
                    }
                }
            }
        } catch {
            for work in all { work.fail(StoreError(error, at: location.file)) }
        }
    }

    /// - Returns: what tells of the success of each; `nil` where one of them fails, which must not take others with it.
    private func commitTogether(_ all: [Work]) throws -> [@Sendable () -> Void]? {
        var told: [@Sendable () -> Void]? = []
        try transaction { database in
            do {
                for work in all { told?.append(try work.body(database)) }
            } catch {
                told = nil
                return .rollback
            }
            return .commit
        }
        return told
    }

    /// - Returns: what tells of its success.
    private func commit(_ work: Work) throws -> @Sendable () -> Void {
        var tell: (@Sendable () -> Void)?
        try transaction { database in
            tell = try work.body(database)
            return work.isRehearsal ? .rollback : .commit
        }
        return tell!
    }

    /// It is immediate, for two that had read first could not both go on to write.
    private func transaction(_ body: (Database) throws -> Database.TransactionCompletion) throws {
        try connection.inDatabase { database in
            defer { balances.clear() }
            try database.inTransaction(.immediate) {
                guard case .commit = try body(database) else { return .rollback }
                try balances.settle(database)
                return .commit
            }
        }
    }
}
