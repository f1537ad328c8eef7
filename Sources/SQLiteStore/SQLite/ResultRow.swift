import GRDB
import GRDBSQLite
import PipelineRecord

/// The row that a statement stands at; its columns are counted from 0. It is valid until the next step.
struct ResultRow {
    let statement: OpaquePointer

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    /// The empty string where the value is NULL.
    func text(_ column: Int32) -> String {
        // Its bytes are UTF-8, and not copied first to put a zero byte behind them.
        guard let start = sqlite3_column_blob(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// A process's number, exit code or signal; a damaged file may hold any number.
    func optionalInteger32(_ column: Int32) -> Int32? {
        isNull(column) ? nil : Int32(truncatingIfNeeded: integer(column))
    }

    func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// One of the names that a type of ours knows.
    func name<Name: RawRepresentable<String>>(_ column: Int32, as type: Name.Type = Name.self) throws -> Name {
        let text = text(column)
        guard let name = Name(rawValue: text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\"\(text)\" is no \(type)")
        }
        return name
    }
}
