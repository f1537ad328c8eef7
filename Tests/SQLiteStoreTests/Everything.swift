import GRDB
import PipelineRecord

@testable import SQLiteStore

/// All that a store tells, to be compared.
struct Everything: Hashable {
    var tasks: [TaskRecord]
    var attempts: [AttemptRecord]
    var claims: [Claim]
    var waits: [Wait]
    var others: [[String]]
    /// A list, of which damage may hide one; ``SQLiteStore/verify()`` misses it then.
    var runs: [RunRecord]

    init(_ store: SQLiteStore, ds: [String], tasks names: [String]) async throws {
        (tasks, attempts) = ([], [])
        for ds in ds {
            tasks += try await store.records(ds: ds).values.sorted { $0.task < $1.task }
            for name in names { attempts += try await store.attempts(name, ds: ds) }
        }
        claims = try await store.claims(ds: nil)
        waits = try await store.waits()
        others = try await store.read { database in
            try [Table.streaks, .resources, .slots].map { table in
                var total: Int64 = 0
                let rows = try Query("SELECT \(table.columns) FROM \(table.rawValue)", in: database).all { row in
                    total = Checksum.sum(total, try row.verify(as: table))
                    return (0..<table.fieldCount).map { row.text($0) }.joined(separator: "|")
                }
                try Sums.check(database, table, ds: ""..."", total: total)
                return rows
            }
        }
        runs = try await store.runs(RunFilter())
        guard try await store.records(ds: ds.min()!...ds.max()!) == tasks else { throw Disagreement() }
        guard try await store.runs(RunFilter(states: [.running])) == runs.filter({ $0.state == .running }) else {
            runs = []
            return
        }
    }

    func isSame(as other: Everything, butForRuns: Bool) -> Bool {
        var other = other
        if butForRuns { other.runs = runs }
        return self == other
    }

    struct Disagreement: Error {}
}

/// A small history with a bit of everything, and the files of its store after each commit.
struct History {
    static let ds = ["2016-04-25", day]
    static let tasks = ["cat_gifs.dump", "cat_gifs.find", "cat_gifs.post"]

    /// The files of a store that was closed.
    var closed: [String: [UInt8]] = [:]
    /// The files as a driver leaves them that is killed after its last commit: most of it is in the log.
    var killed: [String: [UInt8]] = [:]
    /// What there was to be told before the log began, and after each commit in it.
    var prefixes: [Everything] = []
    var whole: Everything { prefixes.last! }

    init() async throws {
        let folder = try StateFolder()
        let store = try await folder.open()
        func keep() async throws { prefixes.append(try await Everything(store, ds: Self.ds, tasks: Self.tasks)) }

        // A log that has begun anew holds the end of the one before.
        let first = try await store.begin(ds: Self.ds[0])
        try await store.succeed(Self.tasks[0], ds: Self.ds[0], run: first)
        _ = try await store.commit(
            [
                .changed(Self.tasks[2], ds: Self.ds[0], .skipped, String(repeating: "so ", count: 700))
            ],
            run: first, at: 150)
        try await store.endRun(first, state: .succeeded, at: 200)
        _ = try await store.writer.connection.writeWithoutTransaction { try $0.checkpoint(.full) }
        prefixes = []
        try await keep()
        try await store.write { database in
            try database.execute(
                sql: """
                    INSERT INTO streaks (task, failures, ds) VALUES ('cat_gifs.post', 2, '2016-04-25'), ('x.y', 1, '2016-04-24');
                    INSERT INTO resources (ds, resource, run, since) VALUES ('2016-04-25', 'cluster', 1, 100);
                    """)
        }
        try await keep()
        let second = try await store.begin()
        try await keep()
        _ = try await store.commit(
            [.begun(Self.tasks[0], ds: day, "run")], run: second, at: 300)
        try await keep()
        let failure = AttemptOutcome(state: .failed, exitCode: 3, reason: "exited with code 3")
        _ = try await store.commit(
            [
                .ended(Self.tasks[0], ds: day, 1, failure),
                .changed(Self.tasks[0], ds: day, .failed, "exited with code 3"),
            ], run: second, at: 310)
        try await keep()
        _ = try await store.commit(
            [
                .begun(Self.tasks[1], ds: day, String(repeating: "find cats\n", count: 300)),
                .ended(Self.tasks[1], ds: day, 1, AttemptOutcome(state: .succeeded, exitCode: 0)),
                .succeeded(Self.tasks[1], ds: day, String(repeating: "find cats\n", count: 300)),
            ], run: second, at: 400)
        try await keep()
        // A task under way that takes slots, and another run that waits for them and for the key.
        let pool = SlotClaim("hive", slots: 2, limit: 2)
        _ = try await store.commit(
            [
                .claim(
                    ClaimRequest(TaskKey(Self.tasks[2], ds: day), invocation: "post", slots: [pool], seen: nil)),
                .attemptStarted(TaskKey(Self.tasks[2], ds: day), number: 1, handle: "handle"),
            ], run: second, at: 410)
        try await keep()
        let third = try await store.begin(ds: "2016-04-20..2016-04-26")
        try await keep()
        _ = try await store.commit(
            [
                .claim(ClaimRequest(TaskKey(Self.tasks[0], ds: Self.ds[0]), invocation: "", slots: [pool], seen: 1)),
                .begun(Self.tasks[2], "post"),
            ], run: third, at: 420)
        try await keep()
        let measures = AttemptMeasures(peakMemory: 1 << 30, userTime: 250, logBytes: 17)
        _ = try await store.commit(
            [
                .attemptEnded(TaskKey(Self.tasks[2], ds: day), number: 1, success, measures),
                .succeeded(Self.tasks[2], "post"),
            ], run: second, at: 430)
        try await keep()
        _ = try await store.commit(
            [.claim(ClaimRequest(TaskKey(Self.tasks[0], ds: Self.ds[0]), invocation: "", slots: [pool], seen: 1))],
            run: third, at: 440)
        try await keep()
        try await store.endRun(second, state: .failed, at: 500)
        try await keep()
        for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] { killed[name] = try folder.read(name) }
        await store.close()
        closed["store.sqlite"] = try folder.read()
    }
}
