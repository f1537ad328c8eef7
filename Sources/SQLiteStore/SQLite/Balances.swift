import GRDB
import GRDBSQLite
import PipelineRecord
import Synchronization

/// By how much the sums of checksums have changed in the transaction that is open on a connection.
///
/// The triggers of ``Table`` tell of every row that is added, changed or taken away; ``settle(_:)`` brings ``Sums`` up to
/// date with one statement for each sum, rather than one for each row.
final class Balances: Sendable {
    /// By their bytes, as SQLite compares them: two spellings of one character are two names.
    private struct Name: Hashable {
        var table: [UInt8]
        var ds: [UInt8]
    }

    private struct State {
        var changes: [Name: Int64] = [:]
        /// Mostly that of the row before.
        var latest: (name: Name, change: Int64)?

        mutating func add(_ change: Int64, to name: Name) {
            if latest?.name == name {
                latest!.change &+= change
            } else {
                flush()
                latest = (name, change)
            }
        }

        mutating func flush() {
            guard let latest else { return }
            changes[latest.name, default: 0] &+= latest.change
            self.latest = nil
        }
    }

    private let state = Mutex(State())

    /// Makes `row_changed(…)` and `pending(…)` known to a connection, which keeps it.
    func register(in database: Database) throws {
        let keeper = Unmanaged.passRetained(self)
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, "row_changed", -1, SQLITE_UTF8 | SQLITE_INNOCUOUS, keeper.toOpaque(),
            { context, count, values in
                guard let values, count >= 4 else { return }
                Balances.of(context).note(context, values, count: Int(count))
            }, nil, nil, { Unmanaged<Balances>.fromOpaque($0!).release() })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }

        let second = sqlite3_create_function_v2(
            database.sqliteConnection, "pending", 3, SQLITE_UTF8 | SQLITE_INNOCUOUS, keeper.toOpaque(),
            { context, _, values in
                guard let values else { return }
                let (first, last) = (Balances.text(values[1]), Balances.text(values[2]))
                let pending = Balances.of(context).pending(Balances.text(values[0]), first, last)
                sqlite3_result_int64(context, pending)
            }, nil, nil, nil)
        guard second == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: second)) }
    }

    /// Forgets what was counted for a transaction that is rolled back.
    func clear() {
        state.withLock { $0 = State() }
    }

    /// Writes down what was counted, before the transaction is committed.
    func settle(_ database: Database) throws {
        let changes = state.withLock { state in
            state.flush()
            defer { state = State() }
            return state.changes
        }
        let add = try Query(
            """
            INSERT INTO sums (name, ds, total) VALUES (?, ?, ?)
            ON CONFLICT (name, ds) DO UPDATE SET total = (total + excluded.total) & \(Checksum.mask)
            """, in: database)
        for (name, change) in changes where change & Checksum.mask != 0 {
            try add.run(
                .text(String(decoding: name.table, as: UTF8.self)), .text(String(decoding: name.ds, as: UTF8.self)),
                .integer(change & Checksum.mask))
        }
    }

    private static func of(_ context: OpaquePointer?) -> Balances {
        Unmanaged<Balances>.fromOpaque(sqlite3_user_data(context)!).takeUnretainedValue()
    }

    private static func text(_ value: OpaquePointer?) -> [UInt8] {
        guard let start = sqlite3_value_blob(value) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
    }

    /// Takes note of a row: the name of its sum, its ds, its checksums before and after, and the values that it had.
    private func note(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>, count: Int
    ) {
        let before = sqlite3_value_int64(values[2])
        if count > 4 {
            var checksum = Checksum()
            for index in 4..<count { if let value = values[index] { checksum.add(value) } }
            guard checksum.value == before else {
                let table = String(decoding: Balances.text(values[0]), as: UTF8.self)
                sqlite3_result_error(context, Table.harmMessage(table), -1)
                return
            }
        }
        guard sqlite3_value_type(values[1]) != SQLITE_NULL else { return }
        let change = sqlite3_value_int64(values[3]) &- before
        guard change != 0 else { return }
        let name = Name(table: Balances.text(values[0]), ds: Balances.text(values[1]))
        state.withLock { $0.add(change, to: name) }
    }

    private func pending(_ table: [UInt8], _ first: [UInt8], _ last: [UInt8]) -> Int64 {
        state.withLock { state in
            state.flush()
            var sum: Int64 = 0
            for (name, change) in state.changes where name.table == table {
                let isBelow = name.ds.lexicographicallyPrecedes(first)
                let isAbove = last.lexicographicallyPrecedes(name.ds)
                if !isBelow && !isAbove { sum = Checksum.sum(sum, change) }
            }
            return sum
        }
    }
}
