import FoundationEssentials
import TestSupport

/// What is on record, read by another program than the one that wrote it.
struct Record {
    struct Attempt {
        let task: String
        let number: Int
        let state: String
        let run: Int
    }

    let attempts: [Attempt]
    /// The state of each task.
    let tasks: [String: String]
    /// The states of the runs, in their order.
    let runs: [String]

    init(_ sandbox: Sandbox, ds: String) throws {
        attempts = try sandbox.query(
            "SELECT task, number, state, run FROM attempts WHERE ds = '\(ds)' ORDER BY task, number"
        ).map { Attempt(task: $0[0], number: Int($0[1]) ?? 0, state: $0[2], run: Int($0[3]) ?? 0) }
        let rows = try sandbox.query("SELECT task, state FROM tasks WHERE ds = '\(ds)'")
        tasks = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        runs = try sandbox.query("SELECT state FROM runs WHERE '\(ds)' BETWEEN ds_first AND ds_last ORDER BY id").map {
            $0[0]
        }
    }
}

extension Sandbox {
    /// What a query finds in the store. A copy is asked, so that nothing of what a killed driver left is put in order.
    func query(_ sql: String) throws -> [[String]] {
        let copy = "\(folder)/copy"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for name in ["store.sqlite", "store.sqlite-wal"] where has(".dataswarm/\(name)") {
            try FileManager.default.copyItem(atPath: "\(folder)/.dataswarm/\(name)", toPath: "\(copy)/\(name)")
        }
        let sqlite = Program(
            path: "/usr/bin/env", arguments: ["sqlite3", "-bail", "\(copy)/store.sqlite", sql], folder: folder)
        let ended = try Driver(sqlite).end()
        guard ended.code == 0 else { throw Trouble(what: "the store cannot be read: \(ended.error)") }
        return ended.lines.map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
    }

    /// The marks of all runs: each of their processes bears one.
    func marks() throws -> Set<UInt64> {
        Set(try query("SELECT mark FROM runs WHERE mark != 0").compactMap { UInt64($0[0]) })
    }
}
