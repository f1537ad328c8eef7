package import Dataswarm
import FoundationEssentials
import Glibc

/// A folder of a test's own with a graph in it, where `driver` is called as a person would; it is gone with the test.
package final class Sandbox: Sendable {
    package let folder: String

    package init(pools: [Pool] = [], _ pipelines: Pipeline...) throws {
        var template = Array("/tmp/end-to-end-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble(what: "no temporary folder") }
        folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        try define(pools: pools, pipelines)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Puts another graph in the place of the first, as an edit of the definitions does.
    package func define(pools: [Pool] = [], _ pipelines: [Pipeline]) throws {
        try write(Definitions(pools: pools, pipelines: pipelines).graphJSON, to: "graph.json")
    }

    /// `driver` with the words of a command line, for the sandbox's graph.
    package func driver(_ line: String, environment: [String: String] = [:]) async throws -> Outcome {
        try await program(line, environment: environment).run()
    }

    /// `driver` as above, with something done while it runs.
    package func driver(_ line: String, while meanwhile: (Running) async throws -> Void) async throws -> Outcome {
        try await program(line).run(while: meanwhile)
    }

    /// The call, not made yet.
    package func program(_ line: String, environment: [String: String] = [:]) -> Program {
        let words = line.split(separator: " ").map(String.init)
        return Program(
            path: Program.driver,
            arguments: words + ["--graph", "graph.json"],
            environment: Program.plainEnvironment.merging(environment) { $1 },
            folder: folder
        )
    }

    /// `driver` with the words of a command line and nothing else.
    package func bare(_ line: String) async throws -> Outcome {
        let words = line.split(separator: " ").map(String.init)
        return try await Program(path: Program.driver, arguments: words, folder: folder).run()
    }

    /// A script of bash, which finds `driver` by its name.
    package func shell(_ script: String, environment: [String: String] = [:]) async throws -> Outcome {
        var all = Program.plainEnvironment.merging(environment) { $1 }
        all["PATH"] = "\(Program.products):\(all["PATH"] ?? "/usr/bin:/bin")"
        return try await Program(path: "/bin/bash", arguments: ["-c", script], environment: all, folder: folder).run()
    }

    /// A script of bash as above, with something done once it has said a word on standard output.
    package func shell(
        _ script: String, until word: String, _ meanwhile: () async throws -> Void
    ) async throws -> Outcome {
        let pipe = "said.\(UInt64.random(in: 0...UInt64.max))"
        try makePipe(pipe)
        let listening = """
            set -o pipefail
            { \(script)
            } | {
                said=
                while IFS= read -r line; do
                    printf '%s\\n' "$line"
                    if [[ -z $said && $line == *"$WORD"* ]]; then said=yes; echo yes > "$PIPE"; fi
                done
                if [[ -z $said ]]; then echo never > "$PIPE"; fi
            }
            """
        var all = Program.plainEnvironment.merging(["WORD": word, "PIPE": pipe]) { $1 }
        all["PATH"] = "\(Program.products):\(all["PATH"] ?? "/usr/bin:/bin")"
        let bash = Program(path: "/bin/bash", arguments: ["-c", listening], environment: all, folder: folder)
        return try await bash.run { _ in
            guard try await hear(pipe) == "yes\n" else { throw Trouble(what: "nobody said '\(word)'") }
            try await meanwhile()
        }
    }

    // MARK: Files

    package func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
    }

    package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
    }

    package func has(_ name: String) -> Bool { access("\(folder)/\(name)", F_OK) == 0 }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }

    // MARK: Meeting points

    /// A pipe with a name, at which a task and a test meet.
    package func makePipe(_ name: String) throws {
        guard mkfifo("\(folder)/\(name)", 0o600) == 0 else { throw Trouble(what: "no pipe '\(name)'") }
    }

    /// Waits until somebody writes into a pipe, and returns what.
    package func hear(_ pipe: String) async throws -> String {
        let listener = Program(path: "/usr/bin/timeout", arguments: ["600", "cat", pipe], folder: folder)
        let heard = try await listener.run()
        guard heard.code == 0 else { throw Trouble(what: "nobody wrote into '\(pipe)'") }
        return heard.output
    }

    /// Writes into a pipe, and waits until somebody reads it.
    package func say(_ text: String, to pipe: String) async throws {
        let speaker = Program(
            path: "/usr/bin/timeout", arguments: ["600", "sh", "-c", "echo \"$0\" > \"$1\"", text, pipe], folder: folder
        )
        guard try await speaker.run().code == 0 else { throw Trouble(what: "nobody read '\(pipe)'") }
    }

    /// The processes that belong to this sandbox's tasks: their output lies in it.
    package func processesOfTasks() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            guard Int(name) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
                return false
            }
            return String(decoding: bytes, as: UTF8.self).contains("DATASWARM_OUTPUT=\(folder)/")
        }
    }
}

/// What keeps a test from being one.
package struct Trouble: Error {
    package let what: String

    package init(what: String) { self.what = what }
}
