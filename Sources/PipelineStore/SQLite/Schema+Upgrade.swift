import GRDB

extension Schema {
    /// The tables of version 1.
    static let firstTables = ["runs", "tasks", "attempts", "durations", "successes"]

    private static let upgrades = """
        ALTER TABLE runs ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN process_started INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tasks ADD COLUMN lost_in_a_row INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE attempts ADD COLUMN cause TEXT;
        """

    /// Brings a store of version 1 up to this one's, all or nothing. The caller holds the writer's lock.
    static func upgrade(_ database: Database) throws {
        guard try number(database, "PRAGMA user_version") < version else { return }
        try database.inTransaction(.immediate) {
            try database.execute(sql: upgrades)
            try database.execute(sql: laterTables)
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }
}
