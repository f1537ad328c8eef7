import Glibc
import Subprocess
import SystemPackage

/// A program as a test runs it: with an environment and a folder of its own, those of the test's process untouched.
struct Program {
    let path: String
    var arguments: [String] = []
    var environment: [String: String] = Program.plainEnvironment
    var folder = "/tmp"

    /// What a shell on a quiet machine would give: nothing of the reader's own habits.
    static let plainEnvironment: [String: String] = {
        var environment = ["LANG": "C.UTF-8", "TZ": "UTC"]
        for name in ["PATH", "HOME"] { environment[name] = getenv(name).map { String(cString: $0) } }
        return environment
    }()

    /// Runs it to its end.
    func run() async throws -> Outcome {
        try await run(while: { _ in })
    }

    /// Runs it to its end, and does something in the meantime.
    ///
    /// - Parameter meanwhile: is given the process.
    func run(while meanwhile: (Running) async throws -> Void) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(path)),
            arguments: Arguments(arguments),
            environment: .custom(
                Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
            ),
            workingDirectory: FilePath(folder),
            input: .none,
            output: .string(limit: 1 << 26),
            error: .string(limit: 1 << 26)
        ) { execution in
            try await meanwhile(Running(process: execution.processIdentifier.value))
        }
        let code: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return Outcome(code: code, output: result.standardOutput, error: result.standardError)
    }

    /// The folder that the programs of this test run were built into: the nearest one above the tests that has `driver`.
    static let products: String = {
        guard let own = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(own) }
        for start in [CommandLine.arguments[0], String(cString: own)] {
            var folder = start
            while let slash = folder.lastIndex(of: "/") {
                folder = String(folder[..<slash])
                if access("\(folder)/driver", X_OK) == 0 { return folder }
            }
        }
        return ""
    }()

    static var driver: String { "\(products)/driver" }
    static var definitions: String { "\(products)/definitions" }

    /// The repository that the tests are in.
    static let repository: String = {
        var folder = #filePath
        while let slash = folder.lastIndex(of: "/"), access("\(folder)/Package.swift", F_OK) != 0 {
            folder = String(folder[..<slash])
        }
        return folder
    }()
}

/// A program that runs: what a test may do to it.
struct Running {
    let process: pid_t

    /// What Ctrl-C does.
    func interrupt() { kill(process, SIGINT) }
    /// What `kill` does.
    func terminate() { kill(process, SIGTERM) }
    /// What a closed terminal does.
    func hangUp() { kill(process, SIGHUP) }
    /// What nothing can be done against.
    func murder() { kill(process, SIGKILL) }
}
