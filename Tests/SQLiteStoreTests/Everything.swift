import GRDB
import PipelineGraph
import PipelineRecord

@testable import SQLiteStore

/// All that a store tells, to be compared.
struct Everything: Hashable {
    var tasks: [TaskRecord]
    var attempts: [AttemptRecord]
    var runs: [RunRecord]
    var durations: [String: Int64]
    var others: [[String]]

    init(_ store: SQLiteStore, ds: [String], tasks names: [String]) throws {
        tasks = try ds.flatMap { try store.records(ds: $0).values.sorted { $0.task < $1.task } }
        attempts = try ds.flatMap { ds in try names.flatMap { try store.attempts(task: $0, ds: ds) } }
        runs = try store.runs(ds: nil, limit: 100)
        durations = try store.finishedDurations()
        others = try [Table.streaks, .resources].map { table in
            try store.readAtOnce { database in
                var total: Int64 = 0
                let rows = try Query("SELECT \(table.columns) FROM \(table.rawValue)", in: database).all { row in
                    total = Checksum.sum(total, try row.verify(as: table))
                    return (0..<table.fieldCount).map { row.text($0) }.joined(separator: "|")
                }
                try Sums.check(database, table, ds: ""..."", total: total)
                return rows
            }
        }
        guard try store.records(ds: ds.min()!...ds.max()!, withInvocations: true) == tasks else {
            throw Disagreement()
        }
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

    init() throws {
        let folder = try StateFolder()
        let store = try folder.open()
        func keep() throws { prefixes.append(try Everything(store, ds: Self.ds, tasks: Self.tasks)) }

        // A log that has begun anew holds the end of the one before.
        let first = try store.begin(ds: Self.ds[0])
        try store.succeed(Self.tasks[0], ds: Self.ds[0], run: first)
        try store.commit(
            [
                .taskChanged(
                    task: Self.tasks[2], ds: Self.ds[0], state: .skipped, reason: String(repeating: "so ", count: 700))
            ],
            run: first, at: 150)
        try store.endRun(first, state: .succeeded, at: 200)
        _ = try store.queue.writeWithoutTransaction { try $0.checkpoint(.full) }
        prefixes = []
        try keep()
        try store.write { database in
            try database.execute(
                sql: """
                    INSERT INTO streaks (task, failures, ds) VALUES ('cat_gifs.post', 2, '2016-04-25'), ('x.y', 1, '2016-04-24');
                    INSERT INTO resources (ds, resource, run, since) VALUES ('2016-04-25', 'cluster', 1, 100);
                    """)
        }
        try keep()
        let second = try store.begin()
        try keep()
        try store.commit(
            [.attemptStarted(task: Self.tasks[0], ds: day, number: 1, invocation: "run")], run: second, at: 300)
        try keep()
        let failure = AttemptOutcome(state: .failed, exitCode: 3, reason: "exited with code 3")
        try store.commit(
            [
                .attemptEnded(task: Self.tasks[0], ds: day, number: 1, outcome: failure),
                .taskChanged(task: Self.tasks[0], ds: day, state: .failed, reason: "exited with code 3"),
            ], run: second, at: 310)
        try keep()
        try store.commit(
            [
                .attemptStarted(
                    task: Self.tasks[1], ds: day, number: 1, invocation: String(repeating: "find cats\n", count: 300)),
                .attemptEnded(
                    task: Self.tasks[1], ds: day, number: 1, outcome: AttemptOutcome(state: .succeeded, exitCode: 0)),
                .taskSucceeded(task: Self.tasks[1], ds: day, invocation: String(repeating: "find cats\n", count: 300)),
            ], run: second, at: 400)
        try keep()
        try store.endRun(second, state: .failed, at: 500)
        try keep()
        for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] { killed[name] = try folder.read(name) }
        try store.queue.close()
        closed["store.sqlite"] = try folder.read()
    }
}
