import GRDB
import GRDBSQLite
import PipelineRecord

/// What stands beside the values of a row, so that a bit that flips in one of them is noticed when the row is read.
///
/// SQLite has no checksums of its own for what lies in its file. This one is FNV-1a taken eight bytes at a time, with a
/// shift that brings the upper half of each product down. Each step can be undone, so that a change within eight bytes
/// changes what comes out, but for one time in four: the sums of many of these must stay within 64 bits.
struct Checksum {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325
    /// The types of the values, three bits each.
    private var types: UInt64 = 0

    /// From 0 to 2⁶² − 1.
    var value: Int64 {
        var whole = self
        whole.add(types)
        return Int64(whole.state >> 2)
    }

    /// Adds up to the sum of many, whatever their order.
    static func sum(_ one: Int64, _ other: Int64) -> Int64 { (one &+ other) & mask }
    static let mask: Int64 = (1 << 62) - 1

    mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 32
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        var offset = 0
        while offset &+ 8 <= bytes.count {
            add(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        // What is left over, in one more.
        let rest = bytes.count &- offset
        guard rest > 0 else { return }
        var last: UInt64 = 0
        if rest & 4 != 0 {
            last = UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            offset &+= 4
        }
        if rest & 2 != 0 {
            last = last << 16 | UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            offset &+= 2
        }
        if rest & 1 != 0 { last = last << 8 | UInt64(bytes[offset]) }
        add(last)
    }

    /// Adds a value of SQLite's with its type.
    mutating func add(_ value: OpaquePointer) {
        let type = sqlite3_value_type(value)
        types = types << 3 | UInt64(type)
        switch type {
        case SQLITE_NULL: break
        case SQLITE_INTEGER: add(UInt64(bitPattern: sqlite3_value_int64(value)))
        default:
            // Not as text, which would be copied to put a zero byte behind it.
            let start = sqlite3_value_blob(value)
            add(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value))))
        }
    }

    /// Makes `row_checksum(…)` known to a connection. The schema has it fill in the checksum of every row that is
    /// written, by whatever statement.
    static func register(in database: Database) throws {
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, "row_checksum", -1,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
            { context, count, values in
                var checksum = Checksum()
                for index in 0..<Int(count) {
                    if let value = values?[index] { checksum.add(value) }
                }
                sqlite3_result_int64(context, checksum.value)
            }, nil, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

extension ResultRow {
    /// The checksum of the first values of the row.
    func checksum(ofFirst count: Int32) -> Int64 {
        var checksum = Checksum()
        for column in 0..<count {
            if let value = sqlite3_column_value(statement, column) { checksum.add(value) }
        }
        return checksum.value
    }

    /// Refuses the row where it is not as it was written. It begins with ``Table/columns``.
    ///
    /// - Returns: its checksum.
    @discardableResult
    func verify(as table: Table) throws -> Int64 {
        let checksum = integer(table.fieldCount)
        guard checksum == self.checksum(ofFirst: table.fieldCount) else { throw table.harm }
        return checksum
    }
}
