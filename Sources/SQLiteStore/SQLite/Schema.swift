import GRDB
import PipelineRecord

/// The tables of a store, and the marks by which its file is known.
enum Schema {
    /// "DSwm" in ASCII, in the file's head: the mark of a store among SQLite's files.
    static let applicationID: Int64 = 0x4453_776D
    static let version: Int64 = 2
    static let tables = Table.allCases.map(\.rawValue) + ["sums"]

    /// What a task executed may be long, and stands last in its row: what stands behind it takes longer to find.
    static let statements = """
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ds TEXT NOT NULL,
            graph_hash TEXT NOT NULL,
            command_line TEXT NOT NULL,
            pid INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            state TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            mark INTEGER NOT NULL DEFAULT 0,
            process_started INTEGER NOT NULL DEFAULT 0,
            \(Table.runs.checksumColumn)
        );
        CREATE INDEX runs_by_ds ON runs (ds);

        CREATE TABLE tasks (
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            success_order INTEGER,
            changed_at INTEGER NOT NULL,
            last_duration INTEGER,
            lost_in_a_row INTEGER NOT NULL DEFAULT 0,
            \(Table.tasks.checksumColumn),
            invocation TEXT,
            PRIMARY KEY (ds, task)
        ) WITHOUT ROWID;

        CREATE TABLE attempts (
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            number INTEGER NOT NULL,
            run INTEGER NOT NULL,
            state TEXT NOT NULL,
            exit_code INTEGER,
            signal INTEGER,
            reason TEXT NOT NULL DEFAULT '',
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            cause TEXT,
            \(Table.attempts.checksumColumn),
            invocation TEXT NOT NULL,
            PRIMARY KEY (ds, task, number)
        ) WITHOUT ROWID;

        -- The latest successful duration of each task whatever its ds, which `tasks` would have to be read whole for.
        CREATE TABLE durations (
            task TEXT PRIMARY KEY,
            milliseconds INTEGER NOT NULL,
            \(Table.durations.checksumColumn)
        ) WITHOUT ROWID;

        -- How many successes there have been. It outlives the rows of `tasks`, so that no place is given out twice.
        CREATE TABLE successes (
            count INTEGER NOT NULL,
            \(Table.successes.checksumColumn)
        );
        INSERT INTO successes (count) VALUES (0);

        -- On how many ds in a row a task has failed, and the latest of them. A success takes its row away.
        CREATE TABLE streaks (
            task TEXT PRIMARY KEY,
            failures INTEGER NOT NULL,
            ds TEXT NOT NULL,
            \(Table.streaks.checksumColumn)
        ) WITHOUT ROWID;

        -- What was created for a ds and is not known to be destroyed.
        CREATE TABLE resources (
            ds TEXT NOT NULL,
            resource TEXT NOT NULL,
            run INTEGER NOT NULL,
            since INTEGER NOT NULL,
            \(Table.resources.checksumColumn),
            PRIMARY KEY (ds, resource)
        ) WITHOUT ROWID;

        -- What the checksums of a table's rows add up to, so that a missing row is missed: of `tasks` for each ds, of
        -- others in all. The statements above have a sum too, under the name of `schema`.
        CREATE TABLE sums (
            name TEXT NOT NULL,
            ds TEXT NOT NULL,
            total INTEGER NOT NULL,
            PRIMARY KEY (name, ds)
        ) WITHOUT ROWID;

        """ + Table.allCases.map(\.triggers).joined()

    /// Writes an empty store to a file that does not exist yet, and waits until it is on disk.
    static func build(at path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            // Nobody sees the file before it is whole, so that there is nothing to be rolled back.
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = MEMORY")
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inTransaction(.immediate) { database in
                try database.execute(sql: statements)
                try Sums.seal(database)
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                try database.execute(sql: "PRAGMA user_version = \(version)")
                return .commit
            }
            try queue.close()
        } catch {
            throw StoreError(error, at: path)
        }
    }
}
