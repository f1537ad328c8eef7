/// A program's output as its hash, and the memory that it took at most.
struct Measured {
    let code: Int32
    /// SHA-256 of all that it wrote to its standard output.
    let sha256: String
    /// The largest resident set of it and of every process that it waited for, in bytes.
    let memory: Int
    /// What it wrote to its standard error.
    let error: String

    /// Runs `driver` for a sandbox's graph, without keeping what it writes.
    static func driver(_ line: String, in sandbox: Sandbox) async throws -> Measured {
        let script = """
            import hashlib, resource, subprocess, sys
            child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
            hash = hashlib.sha256()
            while piece := child.stdout.read1(1 << 20): hash.update(piece)
            code = child.wait()
            print(code, hash.hexdigest(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
            """
        let program = sandbox.program(line)
        let outcome = try await Program(
            path: "/usr/bin/env", arguments: ["python3", "-c", script, program.path] + program.arguments,
            environment: program.environment, folder: program.folder
        ).run()
        let words = outcome.output.split { $0 == " " || $0 == "\n" }
        guard words.count == 3, let code = Int32(words[0]), let memory = Int(words[2]) else {
            throw Trouble(what: outcome.error)
        }
        return Measured(code: code, sha256: String(words[1]), memory: memory, error: outcome.error)
    }
}
