import GRDB
import PipelineRecord

/// Who holds slots of which pool: there are only as many as attempts under way.
struct SlotsInUse {
    private struct Holding {
        var key: TaskKey
        var run: Int64
        var pool: String
        var slots: Int
    }

    private var holdings: [Holding]

    /// - Parameter query: that of all rows.
    init(_ database: Database, _ query: Query) throws {
        var total: Int64 = 0
        holdings = try query.all { row in
            total = Checksum.sum(total, try row.verify(as: .slots))
            return Holding(
                key: TaskKey(row.text(1), ds: row.text(0)), run: row.integer(3), pool: row.text(2),
                slots: Int(row.integer(4)))
        }
        try Sums.check(database, .slots, ds: ""..."", total: total)
    }

    mutating func take(_ key: TaskKey, run: Int64, _ wanted: SlotClaim) {
        holdings.append(Holding(key: key, run: run, pool: wanted.pool, slots: wanted.slots))
    }

    mutating func free(_ key: TaskKey, run: Int64) {
        holdings.removeAll { $0.key == key && $0.run == run }
    }

    /// How many of a pool are in use, and by which runs.
    func of(_ pool: String) -> (count: Int, runs: Set<Int64>) {
        holdings.reduce(into: (0, [])) { use, holding in
            guard holding.pool == pool else { return }
            // A damaged count may be any number, and must not trap.
            use.0 = use.0.addingReportingOverflow(holding.slots).overflow ? .max : use.0 + holding.slots
            use.1.insert(holding.run)
        }
    }
}
