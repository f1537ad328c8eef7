import Dataswarm
import Host
import PipelineEngine
import Runs
import Subprocess
import SystemPackage

/// Builds the product `definitions` of a package with SwiftPM.
struct PackageBuild {
    let package: String
    let folder: StateFolder

    /// - Parameter package: its folder, spelled in any way: SwiftPM would build it anew for each.
    init(package: String, folder: StateFolder) {
        self.package = Path.resolved(package)
        self.folder = folder
    }

    /// Builds, and returns the path of the program.
    ///
    /// - Throws: ``DriverError`` with the compiler's own words, untouched, where it does not build.
    func run() async throws -> String {
        Console.error.line("driver: building the definitions in \(package)…")
        Console.error.flush()
        let (built, output) = try await swift(["build", "--product", "definitions"])
        if !built || output.contains("warning:") {
            Console.error.write(CompilerWords.diagnostics(in: output))
            Console.error.flush()
        }
        guard built else {
            throw DriverError(.definitions, "the definitions in \(package) do not build: the compiler says why above.")
        }
        return try await executable()
    }

    /// Where the program is.
    func executable() async throws -> String {
        let (_, path) = try await swift(["build", "--product", "definitions", "--show-bin-path"])
        let bin = path.split(separator: "\n").last.map(String.init) ?? ""
        return "\(bin)/definitions"
    }

    private func swift(_ arguments: [String]) async throws -> (succeeded: Bool, output: String) {
        let all = arguments + ["--package-path", package]
        do {
            let result = try await Subprocess.run(
                .name("swift"), arguments: Arguments(all), environment: .withoutSecrets,
                output: .string(limit: 1 << 24), error: .combinedWithOutput)
            return (result.terminationStatus.isSuccess, result.standardOutput)
        } catch {
            throw DriverError(
                .definitions,
                "'swift' cannot be started to build the definitions (\(error)): put a Swift toolchain into PATH.")
        }
    }
}

/// The program that writes the graph.
struct DefinitionsProcess {
    let executable: String

    /// Has it write the graph to a file.
    func write(to path: String) async throws {
        let status: TerminationStatus
        do {
            let result = try await Subprocess.run(
                .path(FilePath(executable)), arguments: [path], environment: .withoutSecrets,
                output: .currentStandardError, error: .currentStandardError)
            status = result.terminationStatus
        } catch {
            throw DriverError(
                .definitions,
                "'\(executable)' cannot be started: it is not there, or not a program that may be executed.")
        }
        switch status {
        case .exited(0) where Path.exists(path): return
        case .exited(0):
            throw DriverError(
                .definitions, "'\(executable)' did not write the graph: it ended well, and there is no file.")
        case .exited(74):
            throw DriverError(
                .state, "the graph cannot be kept in the state folder: make room there, or name another with --state.")
        case .exited(let code):
            throw DriverError(.definitions, "'\(executable)' did not write the graph: it ended with exit \(code).")
        case .signaled(let signal):
            throw DriverError(
                .definitions,
                "'\(executable)' did not write the graph: it was ended by signal \(signal), which a trap in a definition does. Its last words stand above."
            )
        }
    }
}

extension Environment {
    /// What this process has, but for the secrets of tasks: they are no business of compilers, plugins and definitions.
    fileprivate static var withoutSecrets: Environment {
        let entries = (File.content(of: "/proc/self/environ") ?? []).split(separator: 0)
        return .custom(
            entries.filter { $0.dropFirst().contains(UInt8(ascii: "=")) && !$0.starts(with: Secrets.prefix.utf8) }
                .map { Array($0) + [0] })
    }
}
