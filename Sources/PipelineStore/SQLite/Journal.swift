import GRDB
import GRDBSQLite

/// How SQLite makes a commit whole: it keeps what was there before, or writes what comes next to a log.
enum Journal: String {
    /// A log of what comes next: one flush a commit, and readers do not wait.
    case wal
    /// A journal of what was there, kept from commit to commit with its head zeroed.
    case persist
    /// A journal of what was there, emptied after each commit.
    case truncate

    /// The quickest that is safe with the SQLite at hand.
    ///
    /// Before 3.51.3, several connections that write to a log and copy it back could corrupt the file
    /// (<https://sqlite.org/wal.html>, "The WAL-Reset Bug"). Among the others see the benchmark for the choice.
    static let fitting = Journal(forSQLite: sqlite3_libversion_number())

    init(forSQLite version: Int32) {
        self = version >= 3_051_003 ? .wal : .persist
    }

    /// Puts it to use on a connection.
    func apply(to database: Database) throws {
        // A log that grew with one large commit is cut back by the next.
        _ = try String.fetchOne(database, sql: "PRAGMA journal_size_limit = 1048576")
        do {
            try switchMode(of: database, to: self)
        } catch let error as DatabaseError where self == .wal && error.resultCode == .SQLITE_BUSY {
            // Others have it open with a rollback journal, which serves as well, only slower. The other way round
            // there is no such leniency: a log is not safe with the SQLite at hand, so that the error stands.
            try switchMode(of: database, to: .persist)
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
    }

    private func switchMode(of database: Database, to journal: Journal) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = \(journal.rawValue)")
        guard mode == journal.rawValue else {
            throw DatabaseError(resultCode: .SQLITE_BUSY, message: "journal mode is \(mode ?? "unknown")")
        }
    }
}
