import TestSupport

@testable import SQLiteStore

/// Stores as older releases wrote them.
enum OlderStore {
    /// A store of version 1, with a success and an attempt under way.
    static let first = """
        \(FirstSchema.statements)
        INSERT INTO successes (count) VALUES (17);
        INSERT INTO runs VALUES (1, '\(day)', 'f00', 'driver', 42, 'boot', 'running', 1, NULL);
        INSERT INTO tasks VALUES ('\(day)', 'a', 'succeeded', '', 1, 17, 110, 10, 'run a');
        INSERT INTO tasks VALUES ('\(day)', 'b', 'running', '', 2, 16, 120, 10, 'run b');
        INSERT INTO attempts VALUES ('\(day)', 'a', 1, 1, 'succeeded', 0, NULL, '', 100, 110, 'run a');
        INSERT INTO attempts VALUES ('\(day)', 'b', 1, 1, 'succeeded', 0, NULL, '', 90, 95, 'run b');
        INSERT INTO attempts VALUES ('\(day)', 'b', 2, 1, 'running', NULL, NULL, '', 120, NULL, 'run b');
        INSERT INTO durations VALUES ('a', 10);
        \(FirstSchema.marks)
        """

    /// A store of version 2 with a bit of everything: the first attempt of 'a' was removed.
    static let second =
        schema + ["runs", "tasks", "attempts", "durations", "successes", "streaks", "resources"].map(guards).joined()
            + """

            INSERT INTO runs (id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at, mark)
                VALUES (3, '2016-04-25', 'f00', 'driver', 41, 'boot', 'succeeded', 1, 50, 5),
                    (4, '\(day)', 'f00', 'driver', 42, 'boot', 'running', 60, NULL, 6);
            INSERT INTO tasks (ds, task, state, attempts, success_order, changed_at, last_duration, invocation)
                VALUES ('2016-04-25', 'a', 'succeeded', 2, 17, 40, 10, 'run a'),
                    ('\(day)', 'b', 'running', 1, NULL, 70, NULL, NULL);
            INSERT INTO attempts (ds, task, number, run, state, started_at, ended_at, invocation)
                VALUES ('2016-04-25', 'a', 2, 3, 'succeeded', 30, 40, 'run a'),
                    ('\(day)', 'b', 1, 4, 'running', 70, NULL, 'run b');
            INSERT INTO durations VALUES ('a', 10);
            UPDATE successes SET count = 17;
            INSERT INTO streaks (task, failures, ds) VALUES ('c', 2, '2016-04-24');
            INSERT INTO resources (ds, resource, run, since) VALUES ('2016-04-25', 'cluster', 3, 20);
            INSERT INTO sums (name, ds, total) VALUES ('attempts:a', '2016-04-25', 1);
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA user_version = 2;
            """

    private static let schema = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, ds TEXT NOT NULL, graph_hash TEXT NOT NULL,
            command_line TEXT NOT NULL, pid INTEGER NOT NULL, boot_id TEXT NOT NULL, state TEXT NOT NULL,
            started_at INTEGER NOT NULL, ended_at INTEGER, mark INTEGER NOT NULL DEFAULT 0,
            process_started INTEGER NOT NULL DEFAULT 0, \(checksum("runs")));
        CREATE INDEX runs_by_ds ON runs (ds);
        CREATE TABLE tasks (ds TEXT NOT NULL, task TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0, success_order INTEGER, changed_at INTEGER NOT NULL,
            last_duration INTEGER, lost_in_a_row INTEGER NOT NULL DEFAULT 0, \(checksum("tasks")), invocation TEXT,
            PRIMARY KEY (ds, task)) WITHOUT ROWID;
        CREATE TABLE attempts (ds TEXT NOT NULL, task TEXT NOT NULL, number INTEGER NOT NULL, run INTEGER NOT NULL,
            state TEXT NOT NULL, exit_code INTEGER, signal INTEGER, reason TEXT NOT NULL DEFAULT '',
            started_at INTEGER NOT NULL, ended_at INTEGER, cause TEXT, \(checksum("attempts")),
            invocation TEXT NOT NULL, PRIMARY KEY (ds, task, number)) WITHOUT ROWID;
        CREATE TABLE durations (task TEXT PRIMARY KEY, milliseconds INTEGER NOT NULL, \(checksum("durations"))
            ) WITHOUT ROWID;
        CREATE TABLE successes (count INTEGER NOT NULL, \(checksum("successes")));
        INSERT INTO successes (count) VALUES (0);
        CREATE TABLE streaks (task TEXT PRIMARY KEY, failures INTEGER NOT NULL, ds TEXT NOT NULL,
            \(checksum("streaks"))) WITHOUT ROWID;
        CREATE TABLE resources (ds TEXT NOT NULL, resource TEXT NOT NULL, run INTEGER NOT NULL, since INTEGER NOT NULL,
            \(checksum("resources")), PRIMARY KEY (ds, resource)) WITHOUT ROWID;
        CREATE TABLE sums (name TEXT NOT NULL, ds TEXT NOT NULL, total INTEGER NOT NULL, PRIMARY KEY (name, ds)
            ) WITHOUT ROWID;

        """

    private static let fields = [
        "runs": "id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at, mark, process_started",
        "tasks": """
        ds, task, state, reason, attempts, success_order, changed_at, last_duration, lost_in_a_row, invocation
        """,
        "attempts": """
        ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, cause, invocation
        """,
        "durations": "task, milliseconds",
        "successes": "count",
        "streaks": "task, failures, ds",
        "resources": "ds, resource, run, since",
    ]

    private static func checksum(_ table: String) -> String {
        "checksum INTEGER NOT NULL GENERATED ALWAYS AS (row_checksum(\(fields[table]!))) STORED"
    }

    /// The triggers that kept the sums.
    private static func guards(_ table: String) -> String {
        let old = fields[table]!.split(separator: ", ").map { "OLD.\($0)" }.joined(separator: ", ")
        var triggers = """
            CREATE TRIGGER \(table)_are_unharmed BEFORE UPDATE ON \(table)
            WHEN OLD.checksum IS NOT row_checksum(\(old))
            BEGIN SELECT RAISE(ABORT, 'a row of \(table) is not as it was written'); END;

            """
        guard ["runs", "tasks", "streaks", "resources"].contains(table) else { return triggers }
        let key = table == "tasks" ? "NEW.ds" : "''"
        triggers += """
            CREATE TRIGGER \(table)_are_added AFTER INSERT ON \(table) BEGIN
                INSERT INTO sums (name, ds, total) VALUES ('\(table)', \(key), NEW.checksum)
                ON CONFLICT (name, ds) DO UPDATE SET total = (total + excluded.total) & \(Checksum.mask);
            END;

            """
        return triggers
    }
}
