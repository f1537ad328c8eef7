import Glibc
import Subprocess
import SystemPackage

/// A program as a test runs it: with an environment and a folder of its own, those of the test's process untouched.
package struct Program {
    package let path: String
    package var arguments: [String]
    package var environment: [String: String]
    package var folder: String

    package init(
        path: String, arguments: [String] = [], environment: [String: String] = Program.plainEnvironment,
        folder: String = "/tmp"
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// What a shell on a quiet machine would give: nothing of the reader's own habits.
    package static let plainEnvironment: [String: String] = {
        var environment = ["LANG": "C.UTF-8", "TZ": "UTC"]
        for name in ["PATH", "HOME"] { environment[name] = getenv(name).map { String(cString: $0) } }
        return environment
    }()

    /// Runs it to its end.
    package func run() async throws -> Outcome {
        try await run(while: { _ in })
    }

    /// Runs it to its end, and does something in the meantime.
    ///
    /// - Parameter meanwhile: is given the process.
    package func run(while meanwhile: (Running) async throws -> Void) async throws -> Outcome {
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
    package static let products: String = {
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

    package static var driver: String { "\(products)/driver" }
    package static var service: String { "\(products)/ServiceProgram" }
    package static var adoption: String { "\(products)/AdoptionProgram" }
    package static var definitions: String { "\(products)/definitions" }

    /// The repository that the tests are in.
    package static let repository: String = {
        var folder = #filePath
        while let slash = folder.lastIndex(of: "/"), access("\(folder)/Package.swift", F_OK) != 0 {
            folder = String(folder[..<slash])
        }
        return folder
    }()
}

/// A program that runs: what a test may do to it.
package struct Running {
    package let process: Int32

    package init(process: Int32) { self.process = process }

    /// What Ctrl-C does.
    package func interrupt() { kill(process, SIGINT) }
    /// What `kill` does.
    package func terminate() { kill(process, SIGTERM) }
    /// What a closed terminal does.
    package func hangUp() { kill(process, SIGHUP) }
    /// What nothing can be done against.
    package func murder() { kill(process, SIGKILL) }
}
