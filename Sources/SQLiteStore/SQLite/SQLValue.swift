import GRDBSQLite
import PipelineRecord

/// A value for a parameter of a statement.
enum SQLValue {
    case text(String)
    case integer(Int64)
    case null

    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    static func integer(_ value: Int32?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
    static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }

    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        switch self {
        case .null: sqlite3_bind_null(statement, position)
        case .integer(let value): sqlite3_bind_int64(statement, position, value)
        case .text(var value):
            value.withUTF8 { bytes in
                // With the length, so that a zero byte does not end the text; copied, for it may move when we return.
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, position, $0.baseAddress ?? noText, Int32($0.count), copied)
                }
            }
        }
    }
}

/// Where a text of length 0 may be said to be: no address at all would mean NULL.
private nonisolated(unsafe) let noText = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))

/// SQLITE_TRANSIENT, a macro that Swift does not see.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
