import FoundationEssentials
import Glibc
import TestSupport

/// A store as the first release wrote it, made by SQLite's own program: with what has ended, and an attempt under way.
enum OldStore {
    static let ds = "2016-04-26"

    /// Enough rows that they take more than one page of each table.
    private static let script = """
        PRAGMA journal_mode = wal;
        \(FirstSchema.statements)
        INSERT INTO successes (count) VALUES (200);
        INSERT INTO runs VALUES (1, '\(ds)', 'f00', 'driver', 42, 'boot', 'running', 1, NULL);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
        INSERT INTO tasks SELECT '\(ds)', 'p.t' || i, 'succeeded', '', 1, i, 100 + i, 10, 'run ' || i FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
        INSERT INTO attempts SELECT '\(ds)', 'p.t' || i, 1, 1, 'succeeded', 0, NULL, '', i, 100 + i, 'run ' || i FROM n;
        INSERT INTO tasks VALUES ('\(ds)', 'p.late', 'running', '', 1, NULL, 300, NULL, NULL);
        INSERT INTO attempts VALUES ('\(ds)', 'p.late', 1, 1, 'running', NULL, NULL, '', 300, NULL, 'run late');
        \(FirstSchema.marks)
        """

    /// Puts one into a sandbox that has none.
    static func make(in sandbox: Sandbox) throws {
        guard mkdir("\(sandbox.folder)/.dataswarm", 0o700) == 0 else { throw Trouble(what: "no state folder") }
        let sqlite = Program(
            path: "/usr/bin/env", arguments: ["sqlite3", "-bail", ".dataswarm/store.sqlite", script],
            folder: sandbox.folder)
        let ended = try Driver(sqlite).end()
        guard ended.code == 0 else { throw Trouble(what: "no old store: \(ended.error)") }
    }

    /// All that is on record, a text for each row.
    static func content(of sandbox: Sandbox) throws -> [String] {
        try [
            "SELECT user_version FROM pragma_user_version", "SELECT * FROM runs ORDER BY id",
            "SELECT * FROM tasks ORDER BY ds, task", "SELECT * FROM attempts ORDER BY ds, task, number",
            "SELECT * FROM claims", "SELECT * FROM sums ORDER BY name, ds",
            "SELECT name FROM sqlite_master ORDER BY name",
        ].flatMap { try sandbox.query($0).map { $0.joined(separator: "|") } }
    }
}
