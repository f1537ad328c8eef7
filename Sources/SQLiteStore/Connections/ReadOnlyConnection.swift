import GRDB
import PipelineRecord

/// A connection to a store for those who may not write there, or have no room to.
///
/// SQLite writes beside a store with a log even to read it. Without the log it need not, as long as nobody writes; with one
/// it can do without, where the log's index is there, too.
final class ReadOnlyConnection: Sendable {
    private let location: StoreLocation
    private let reader: Reader
    private let access: Access

    private enum Access {
        /// A file that has no log, and has not changed since. There is no lock where there is nobody who writes.
        case unchanged([Int]?, WriterLock?)
        /// A file and its log, as SQLite reads them for those who may not write.
        case withLog
    }

    init(_ location: StoreLocation, patience: Int) throws(StoreError) {
        self.location = location
        guard let size = try location.size(), size > 0 else { throw .damaged(location.file, "it is empty") }
        do {
            let lock = try WriterLock(lookingAt: location, patience: patience)
            let open = {
                let isUnchanging = !location.hasContent(besideWith: "-wal")
                let path = isUnchanging ? location.unchanging : location.file
                return (
                    isUnchanging ? Access.unchanged(location.version(), lock) : .withLog,
                    try DatabaseQueue(readonly: path, patience: patience) { try Schema.check($0, at: location) }
                )
            }
            let (access, connection) = try lock.map { try $0.share(open) } ?? open()
            self.access = access
            reader = Reader(path: location.file) { connection }
        } catch {
            throw StoreError(error, at: location.file)
        }
    }

    /// Reads in `body`, and sees the same state all along.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StoreError) -> Result {
        let (location, access) = (location, access)
        return try await reader.perform { connection in
            guard case .unchanged(let version, let lock) = access else { return try connection.readAtOnce(body) }
            func look() throws -> Result {
                guard location.version() == version, !location.hasContent(besideWith: "-wal") else {
                    throw StoreError.changed(location.file)
                }
                return try connection.readAtOnce(body)
            }
            guard let lock else { return try look() }
            return try lock.share(look)
        }
    }
}
