import GRDB
import PipelineRecord

extension Schema {
    /// The tables of version 1, and their fields.
    static let firstTables = [
        "runs": "id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at",
        "tasks": "ds, task, state, reason, attempts, success_order, changed_at, last_duration, invocation",
        "attempts":
            "ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, invocation",
        "durations": "task, milliseconds",
        "successes": "count",
    ]

    /// Brings a store of version 1 up to this one's, all or nothing. The caller holds the writer's lock.
    ///
    /// SQLite adds no stored column to a table that is there, so all rows move into new ones.
    static func upgrade(_ database: Database) throws {
        guard try number(database, "PRAGMA user_version") < version else { return }
        try database.inTransaction(.immediate) {
            try database.execute(sql: "DROP INDEX runs_by_ds")
            for table in firstTables.keys {
                try database.execute(sql: "ALTER TABLE \(table) RENAME TO first_\(table)")
            }
            try database.execute(sql: statements)
            try database.execute(sql: "DELETE FROM successes")
            for (table, fields) in firstTables {
                try database.execute(sql: "INSERT INTO \(table) (\(fields)) SELECT \(fields) FROM first_\(table)")
                try database.execute(sql: "DROP TABLE first_\(table)")
            }
            try Sums.seal(database)
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }
}
