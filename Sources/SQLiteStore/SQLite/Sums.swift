import GRDB
import GRDBSQLite
import PipelineRecord

/// What the checksums of rows add up to. ``Balances`` keeps the sums.
///
/// A row can go missing with no row harmed: by a bit that flips in what SQLite finds its way by.
enum Sums {
    /// The name of the sum of the runs that are running.
    static let runningRuns = "running"

    /// Refuses a table where what was read does not add up to what was written.
    ///
    /// - Parameters:
    ///   - name: that of the sum, where it is not the table's.
    ///   - total: what the checksums of all rows of these ds add up to, by ``Checksum/sum(_:_:)``.
    ///   - ds: the first and the last; of a table that has one sum for all, from "" to "".
    static func check(
        _ database: Database, _ table: Table, named name: String? = nil, ds: ClosedRange<String>, total: Int64
    ) throws {
        // What the transaction itself has changed is not written down yet.
        let query = try Query(
            """
            SELECT total FROM sums WHERE name = ?1 AND ds BETWEEN ?2 AND ?3
            UNION ALL SELECT pending(?1, ?2, ?3)
            """, in: database)
        var expected: Int64 = 0
        try query.each(.text(name ?? table.rawValue), .text(ds.lowerBound), .text(ds.upperBound)) {
            expected = Checksum.sum(expected, $0.integer(0))
        }
        guard total == expected else { throw table.loss }
    }

    /// How many attempts of a task for a ds are no longer on record, because somebody removed them; the first ones.
    static func removedAttempts(_ database: Database, task: String, ds: String) throws -> Int64 {
        try Query("SELECT total FROM sums WHERE name = ? AND ds = ?", in: database)
            .first(.text("attempts:\(task)"), .text(ds)) { $0.integer(0) } ?? 0
    }

    /// Notes how many are no longer on record; 0 forgets it.
    static func setRemovedAttempts(_ count: Int64, _ database: Database, task: String, ds: String) throws {
        let name = SQLValue.text("attempts:\(task)")
        if count == 0 {
            try Query("DELETE FROM sums WHERE name = ? AND ds = ?", in: database).run(name, .text(ds))
        } else {
            try Query("INSERT OR REPLACE INTO sums (name, ds, total) VALUES (?, ?, ?)", in: database)
                .run(name, .text(ds), .integer(count))
        }
    }

    /// Puts the sum of the schema on record.
    static func seal(_ database: Database) throws {
        try Query("INSERT INTO sums (name, ds, total) VALUES ('schema', '', ?)", in: database)
            .run(.integer(try schema(database)))
    }

    /// Refuses a store whose definitions of tables are not as they were written: a default that has another value, say.
    static func checkSeal(_ database: Database) throws {
        let query = try Query("SELECT total FROM sums WHERE name = 'schema' AND ds = ''", in: database)
        guard try query.first(make: { $0.integer(0) }) == schema(database) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the schema is not as it was written")
        }
    }

    private static func schema(_ database: Database) throws -> Int64 {
        var sum: Int64 = 0
        try Query("SELECT type, name, tbl_name, sql FROM sqlite_master", in: database).each {
            sum = Checksum.sum(sum, $0.checksum(ofFirst: 4))
        }
        return sum
    }
}
