import FoundationEssentials
import Glibc

/// The pipelines of this repository, as this test run has built them, run with a state folder in a sandbox.
struct Repository {
    let sandbox: Sandbox

    /// `driver` with the words of a command line, at the repository's root.
    func driver(_ line: String) async throws -> Outcome {
        let words = line.split(separator: " ").map(String.init)
        return try await Program(
            path: Program.driver,
            arguments: words + ["--definitions", Program.definitions, "--state", state],
            folder: Program.repository
        ).run()
    }

    var state: String { "\(sandbox.folder)/state" }

    /// Where a task has published for a ds.
    func published(_ task: String, _ ds: String) -> String { "\(state)/published/\(task)/\(ds)" }

    /// A Python program's output, read as JSON.
    func python<Value: Decodable>(_ arguments: [String], as type: Value.Type) async throws -> Value {
        try await json(of: "python3", arguments)
    }

    /// What a query finds in a SQLite database.
    func query<Row: Decodable>(_ sql: String, in database: String, as type: Row.Type) async throws -> [Row] {
        try await json(of: "sqlite3", ["-json", "-readonly", database, sql])
    }

    private func json<Value: Decodable>(of program: String, _ arguments: [String]) async throws -> Value {
        let outcome = try await Program(
            path: "/usr/bin/env", arguments: [program] + arguments, folder: Program.repository
        ).run()
        guard outcome.code == 0 else { throw Trouble(what: outcome.error) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Value.self, from: Data(outcome.output.utf8))
    }

    /// The lines of a file.
    static func lines(of path: String, keepingEmpty: Bool = false) throws -> [Substring] {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: !keepingEmpty)
    }
}
