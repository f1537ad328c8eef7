import GRDB
import GRDBSQLite
import PipelineRecord

/// A prepared statement of a connection, bound and stepped by SQLite's own functions.
///
/// GRDB keeps the connection, the transactions and the prepared statements. Stepping without it halves the time of a
/// large read: it would wrap every value of every row.
struct Query {
    private let database: Database
    /// Keeps ``pointer`` alive.
    private let statement: Statement
    private var pointer: OpaquePointer { statement.sqliteStatement }

    /// - Parameter sql: prepared when it is first seen on the connection, and kept from then on.
    init(_ sql: String, in database: Database) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
    }

    /// Executes a statement that returns no rows.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ values: SQLValue...) throws -> Int {
        try step(through: values) { _ in }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    /// What `body` makes of the first row; `nil` where there is none.
    func first<Element>(_ values: SQLValue..., make: (ResultRow) throws -> Element) throws -> Element? {
        var first: Element?
        // Stepped to the end: that is what makes a statement that changes something do all of it.
        try step(through: values) { if first == nil { first = try make($0) } }
        return first
    }

    /// What `body` makes of every row.
    func all<Element>(_ values: SQLValue..., make: (ResultRow) throws -> Element) throws -> [Element] {
        try all(values, make: make)
    }

    func all<Element>(_ values: [SQLValue], make: (ResultRow) throws -> Element) throws -> [Element] {
        var all: [Element] = []
        try step(through: values) { all.append(try make($0)) }
        return all
    }

    /// Hands every row to `body`.
    func each(_ values: SQLValue..., body: (ResultRow) throws -> Void) throws {
        try step(through: values, body)
    }

    private func step(through values: [SQLValue], _ body: (ResultRow) throws -> Void) throws {
        // A statement that is not reset keeps its lock on the file.
        defer { sqlite3_reset(pointer) }
        for (index, value) in values.enumerated() {
            let code = value.bind(to: pointer, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw error(code) }
        }
        while true {
            switch sqlite3_step(pointer) {
            case SQLITE_ROW: try body(ResultRow(statement: pointer))
            case SQLITE_DONE: return
            case let code: throw error(code)
            }
        }
    }

    private func error(_ code: Int32) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(database.sqliteConnection))
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
