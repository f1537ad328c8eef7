/// The tables of a store as the first release wrote them.
package enum FirstSchema {
    package static let statements = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, ds TEXT NOT NULL, graph_hash TEXT NOT NULL,
            command_line TEXT NOT NULL, pid INTEGER NOT NULL, boot_id TEXT NOT NULL, state TEXT NOT NULL,
            started_at INTEGER NOT NULL, ended_at INTEGER);
        CREATE INDEX runs_by_ds ON runs (ds);
        CREATE TABLE tasks (ds TEXT NOT NULL, task TEXT NOT NULL, state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0, success_order INTEGER,
            changed_at INTEGER NOT NULL, last_duration INTEGER, invocation TEXT, PRIMARY KEY (ds, task)) WITHOUT ROWID;
        CREATE TABLE attempts (ds TEXT NOT NULL, task TEXT NOT NULL, number INTEGER NOT NULL, run INTEGER NOT NULL,
            state TEXT NOT NULL, exit_code INTEGER, signal INTEGER, reason TEXT NOT NULL DEFAULT '',
            started_at INTEGER NOT NULL, ended_at INTEGER, invocation TEXT NOT NULL, PRIMARY KEY (ds, task, number)
            ) WITHOUT ROWID;
        CREATE TABLE durations (task TEXT PRIMARY KEY, milliseconds INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE successes (count INTEGER NOT NULL);
        """

    /// By these the file is known; they come last.
    package static let marks = """
        PRAGMA application_id = 1146320749;
        PRAGMA user_version = 1;
        """
}
