import GRDB
import PipelineRecord

/// How a commit becomes whole and durable: it is appended to a log with one flush, and now and then the log is copied
/// back into the file. A rollback journal takes four flushes a commit.
///
/// Before SQLite 3.51.3, a connection that wrote while another copied the log back could corrupt the file
/// (<https://sqlite.org/wal.html>, "The WAL-Reset Bug"). Ours never do both at once: whoever writes, copies back, opens
/// or closes holds the ``WriterLock``.
enum WriteAheadLog {
    /// Puts it to use on a connection.
    static func apply(to database: Database) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = wal")
        guard mode == "wal" else {
            throw DatabaseError(resultCode: .SQLITE_BUSY, message: "journal mode is \(mode ?? "unknown")")
        }
        // A log that grew with one large commit is cut back by the next.
        _ = try String.fetchOne(database, sql: "PRAGMA journal_size_limit = 4194304")
        // Every commit is flushed: what is said to be on record is on the disk.
        try database.execute(sql: "PRAGMA synchronous = FULL")
    }
}
