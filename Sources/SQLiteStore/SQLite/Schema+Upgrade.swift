import GRDB
import PipelineRecord

extension Schema {
    /// Brings a store of an older version up to this one's, all or nothing. The caller holds the writer's lock.
    ///
    /// SQLite adds no stored column to a table that is there, so all rows move into new ones.
    static func upgrade(_ database: Database, _ balances: Balances) throws {
        let found = try number(database, "PRAGMA user_version")
        guard let old = OlderSchema(version: found) else { return }
        defer { balances.clear() }
        try database.inTransaction(.immediate) {
            try old.check(database)
            try old.setAside(database)
            try database.execute(sql: statements)
            try old.move(database)
            try balances.settle(database)
            try Sums.seal(database)
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }
}
