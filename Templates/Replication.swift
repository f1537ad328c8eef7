public import Dataswarm

/// Generates one pipeline for each table, `replicate_<table>`: it waits for the table's CSV, loads it in shards side by
/// side, checks that no row is lost or doubled, and swaps the result in by one rename.
///
/// ```swift
/// replications(of: ["visits", "orders"], from: { "exports/\($0).csv" }, to: "replicas", pool: "replication")
/// ```
///
///                ┌─ load_0 ─┐
///     wait ──────┼─   …    ─┼────── verify ── swap
///                └─ load_3 ─┘
///
/// A replica is a SQLite database, `<table>.db`, with one table of that name: the CSV's columns as text, and its rows in
/// their order. Who reads it sees the old table or the new one, never half of it; when two ds run at once, the last to end
/// stays. The programs want Python 3 and nothing beside it.
///
/// - Parameters:
///   - tables: the tables' names, which become names of pipelines and files.
///   - csv: where the CSV of a table is, which must have a header line.
///   - replicas: the folder to put the databases into; it is created where there is none.
///   - schedule: when they are meant to run; daily unless told.
///   - shards: how many loads share a table, at least 1; 4 unless told.
///   - pool: what the loads count against; declare it in the definitions.
/// - Returns: the pipelines in the order of the tables; each names this function and the place where it was called.
public func replications(
    of tables: [String],
    from csv: (_ table: String) -> Argument,
    to replicas: Argument,
    schedule: Schedule = .daily,
    shards: Int = 4,
    pool: PoolUse,
    file: String = #fileID,
    line: Int = #line
) -> [Pipeline] {
    tables
        .map { table in
            replication(
                of: table,
                from: csv(table),
                to: replicas,
                schedule: schedule,
                shards: max(shards, 1),
                pool: pool
            )
        }
        .generated(by: "replications", file: file, line: line)
}

/// The pipeline of one table.
private func replication(
    of table: String,
    from csv: Argument,
    to replicas: Argument,
    schedule: Schedule,
    shards: Int,
    pool: PoolUse
) -> Pipeline {
    Pipeline("replicate_\(table)", schedule: schedule, documentation: "Replicates the table \(table).") {
        Defaults(retries: .upTo(2, backoff: .exponential(from: .seconds(10))), timeout: .minutes(30))

        let wait = Task("wait", WaitForFile(csv), retries: .never, timeout: .hours(6))

        // A database each: SQLite has one writer.
        let loads = (0..<shards).map { shard in
            Task(
                "load_\(shard)",
                Python(.loadShard, arguments: [csv, "\(table)", "\(shard)", "\(shards)", "\(.output)"])
            )
        }
        let load = Group("load", depList: [wait]) {
            Defaults(pool: pool)
            loads
        }
        let databases: [Argument] = loads.map { "\($0.output)/\(table).db" }

        let verify = Task("verify", Python(.verifyShards, arguments: [csv, "\(table)"] + databases), depList: [load])
        Task("swap", Python(.swapIn, arguments: ["\(table)", replicas] + databases), depList: [verify])
    }
}
