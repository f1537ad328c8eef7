import GRDB
import PipelineRecord

/// The tables of a store, and the marks by which its file is known.
enum Schema {
    /// "DSwm" in ASCII, in the file's head: the mark of a store among SQLite's files.
    static let applicationID: Int64 = 0x4453_776D
    static let version: Int64 = 3
    static let tables = Table.allCases.map(\.rawValue)

    /// What may be long stands last in its row: what stands behind it takes longer to find.
    static let statements = """
        -- `request` is a RunRequest as JSON; its ds is a range from ds_first to ds_last, or the same twice. Its attempts are
        -- among those from first_attempt to last_attempt, which takes the place of an index.
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ds_first TEXT NOT NULL,
            ds_last TEXT NOT NULL,
            owner TEXT NOT NULL,
            pid INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            mark INTEGER NOT NULL DEFAULT 0,
            process_started INTEGER NOT NULL DEFAULT 0,
            adoptable INTEGER NOT NULL DEFAULT 0,
            cancel INTEGER,
            state TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            first_attempt INTEGER NOT NULL,
            last_attempt INTEGER,
            \(Table.runs.checksumColumn),
            command_line TEXT NOT NULL,
            request TEXT NOT NULL
        );
        CREATE INDEX runs_by_state ON runs (state);
        CREATE INDEX runs_by_ds ON runs (ds_first) WHERE ds_first = ds_last;
        CREATE INDEX runs_by_range ON runs (ds_last) WHERE ds_first <> ds_last;

        -- `claimed_by` is the run of the row of `claims`: neither can be lost without the other telling.
        CREATE TABLE tasks (
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            success_order INTEGER,
            began_order INTEGER,
            changed_at INTEGER NOT NULL,
            lost_in_a_row INTEGER NOT NULL DEFAULT 0,
            claimed_by INTEGER,
            \(Table.tasks.checksumColumn),
            invocation TEXT,
            PRIMARY KEY (ds, task)
        ) WITHOUT ROWID;

        -- In the order in which they were claimed.
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
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
            peak_memory INTEGER,
            user_ms INTEGER,
            system_ms INTEGER,
            log_bytes INTEGER,
            output_bytes INTEGER,
            began_order INTEGER,
            \(Table.attempts.checksumColumn),
            handle TEXT,
            invocation TEXT NOT NULL
        );
        CREATE UNIQUE INDEX attempts_by_key ON attempts (ds, task, number);

        -- Which run does a key, with its latest attempt.
        CREATE TABLE claims (
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            run INTEGER NOT NULL,
            number INTEGER NOT NULL,
            since INTEGER NOT NULL,
            \(Table.claims.checksumColumn),
            PRIMARY KEY (ds, task)
        ) WITHOUT ROWID;

        -- What the attempts that are under way take of each pool.
        CREATE TABLE slots (
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            pool TEXT NOT NULL,
            run INTEGER NOT NULL,
            slots INTEGER NOT NULL,
            \(Table.slots.checksumColumn),
            PRIMARY KEY (ds, task, pool)
        ) WITHOUT ROWID;

        -- Who stands in line: for a pool, or for a key where that is NULL. A run has one ticket for a key in all lines.
        CREATE TABLE waits (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL,
            run INTEGER NOT NULL,
            ds TEXT NOT NULL,
            task TEXT NOT NULL,
            pool TEXT,
            since INTEGER NOT NULL,
            \(Table.waits.checksumColumn)
        );
        CREATE INDEX waits_by_ticket ON waits (ticket);
        CREATE INDEX waits_by_key ON waits (run, ds, task);
        CREATE INDEX waits_by_pool ON waits (pool, ticket);

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
        -- others in all. The statements above have a sum too, under the name of `schema`; `attempts:TASK` is how many attempts
        -- of a task were removed; and `successes` is how many successes there have been, which outlives the rows of `tasks`,
        -- so that no place is given out twice, as `tickets` does those of `waits`.
        CREATE TABLE sums (
            name TEXT NOT NULL,
            ds TEXT NOT NULL,
            total INTEGER NOT NULL,
            \(Table.sums.checksumColumn),
            PRIMARY KEY (name, ds)
        ) WITHOUT ROWID;
        INSERT INTO sums (name, ds, total) VALUES ('successes', '', 0), ('tickets', '', 0);

        """ + Table.allCases.map(\.triggers).joined()

    /// Writes an empty store to a file that does not exist yet, and waits until it is on disk.
    static func build(at path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try Checksum.register(in: database)
            try Balances().register(in: database)
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
