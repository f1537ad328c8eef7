import GRDB
import PipelineRecord

/// The tables of an older version, and how their rows move into ours.
struct OlderSchema {
    private let version: Int64

    init?(version: Int64) {
        guard 1..<Schema.version ~= version else { return nil }
        self.version = version
    }

    var tables: [String] {
        let first = ["runs", "tasks", "attempts", "durations", "successes"]
        return version == 1 ? first : first + ["streaks", "resources", "sums"]
    }

    /// Refuses a store whose rows are not as they were written, which version 1 could not tell.
    func check(_ database: Database) throws {
        guard version > 1 else { return }
        try Sums.checkSeal(database)
        for table in tables where table != "sums" { try checkRows(database, of: table) }
    }

    /// The fields that go into a row's checksum.
    private func fields(of table: String) -> String {
        switch table {
        case "runs":
            "id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at, mark, process_started"
        case "tasks":
            "ds, task, state, reason, attempts, success_order, changed_at, last_duration, lost_in_a_row, invocation"
        case "attempts":
            "ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, cause, invocation"
        case "durations": "task, milliseconds"
        case "successes": "count"
        case "streaks": "task, failures, ds"
        default: "ds, resource, run, since"
        }
    }

    private func checkRows(_ database: Database, of table: String) throws {
        let key = table == "tasks" ? "ds" : "''"
        var totals: [[UInt8]: Int64] = [:]
        try Query("SELECT \(key), checksum, row_checksum(\(fields(of: table))) FROM \(table)", in: database).each {
            row in
            guard row.integer(1) == row.integer(2) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: Table.harmMessage(table))
            }
            totals[Array(row.text(0).utf8), default: 0] = Checksum.sum(
                totals[Array(row.text(0).utf8), default: 0], row.integer(1))
        }
        guard ["runs", "tasks", "streaks", "resources"].contains(table) else { return }
        try Query("SELECT ds, total FROM sums WHERE name = ?", in: database).each(.text(table)) { row in
            let total = totals.removeValue(forKey: Array(row.text(0).utf8)) ?? 0
            guard total == row.integer(1) else { throw loss(of: table) }
        }
        guard totals.isEmpty else { throw loss(of: table) }
    }

    private func loss(of table: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "rows of \(table) are missing")
    }

    /// Takes the names away from the old tables.
    func setAside(_ database: Database) throws {
        try database.execute(sql: "DROP INDEX runs_by_ds")
        let triggers = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
        for table in tables { try database.execute(sql: "ALTER TABLE \(table) RENAME TO old_\(table)") }
    }

    /// Moves all rows. Of a run only the graph and the ds were known; its owner is it alone.
    func move(_ database: Database) throws {
        let (mark, started) = version == 1 ? ("0", "0") : ("mark", "process_started")
        let (lost, cause) = version == 1 ? ("0", "NULL") : ("lost_in_a_row", "cause")
        try database.execute(
            sql: """
                INSERT INTO attempts (ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, cause,
                    invocation)
                SELECT ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, \(cause), invocation
                FROM old_attempts ORDER BY run, started_at, ds, task, number;
                INSERT INTO runs (id, request, ds_first, ds_last, owner, pid, boot_id, mark, process_started, command_line,
                    state, started_at, ended_at, first_attempt, last_attempt)
                SELECT old_runs.id, json_object('graphHash', graph_hash, 'ds', ds), ds, ds, 'run-' || old_runs.id, pid, boot_id, \(mark),
                    \(started), command_line, state, started_at, ended_at, coalesce(first, 1),
                    iif(state = 'running', NULL, coalesce(last, 0))
                FROM old_runs LEFT JOIN
                    (SELECT run, min(id) AS first, max(id) AS last FROM attempts GROUP BY run) ON run = old_runs.id
                ORDER BY old_runs.id;
                INSERT INTO claims (ds, task, run, number, since)
                SELECT old_tasks.ds, old_tasks.task, run, number, started_at
                FROM old_tasks JOIN old_attempts ON old_attempts.ds = old_tasks.ds AND old_attempts.task = old_tasks.task
                    AND number = attempts
                WHERE old_tasks.state = 'running' AND run IN (SELECT id FROM runs WHERE state = 'running');
                INSERT INTO tasks (ds, task, state, reason, attempts, success_order, began_order, changed_at, lost_in_a_row,
                    claimed_by, invocation)
                SELECT ds, task, state, reason, attempts, success_order, success_order, changed_at, \(lost),
                    (SELECT run FROM claims WHERE claims.ds = old_tasks.ds AND claims.task = old_tasks.task), invocation
                FROM old_tasks ORDER BY ds, task;
                UPDATE sums SET total = (SELECT count FROM old_successes) WHERE name = 'successes';
                """)
        if version > 1 {
            try database.execute(
                sql: """
                    INSERT INTO streaks (task, failures, ds) SELECT task, failures, ds FROM old_streaks;
                    INSERT INTO resources (ds, resource, run, since) SELECT ds, resource, run, since FROM old_resources;
                    INSERT INTO sums (name, ds, total) SELECT name, ds, total FROM old_sums WHERE name LIKE 'attempts:%';
                    """)
        }
        for table in tables { try database.execute(sql: "DROP TABLE old_\(table)") }
    }
}
