import ArgumentParser
import Host
import PipelineGraph

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin a new package with a pipeline, a test of it and a README.",
        usage: "driver init <dir> [--package <path-or-url>]",
        discussion: """
            The package depends on this framework and builds and runs as it stands.

            Examples:
              driver init flights
              driver init flights --package ../dataswarm
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("The folder to make; its name is the package's.", valueName: "dir"))
    var folder: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The framework: a folder, or the address of a repository (default: the one that driver came with).",
            valueName: "path-or-url"))
    var package: String?

    func run() async throws {
        try await reporting {
            let path = Path.absolute(folder, from: try Path.current())
            let name = String(path.split(separator: "/").last ?? "pipelines")
            guard Name.isValid(name) else {
                throw DriverError(
                    .usage, "'\(name.printable)' cannot be a package's name: use letters, digits, '_' and '-'.")
            }
            guard !Path.exists(path) || Path.isEmptyFolder(path) else {
                throw DriverError(.usage, "'\(folder.printable)' is there already and not empty: name another folder.")
            }
            guard let package = package ?? InstalledFramework.address() else {
                throw DriverError(
                    .usage,
                    "this driver does not know which framework it belongs to: say where that is with --package.")
            }
            let framework = try NewPackage.Framework(package, from: try Path.current())
            guard (try? Folder.make(path, mode: 0o755)) != nil else {
                throw DriverError(.state, "'\(path.printable)' cannot be made: \(Path.reason).")
            }
            let files = NewPackage(name: name, framework: framework, folder: Path.resolved(path)).files
            for (file, content) in files {
                let target = "\(path)/\(file)"
                let parent = String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)])
                guard (try? Folder.make(parent, mode: 0o755)) != nil, Path.replace(target, with: Array(content.utf8))
                else {
                    throw DriverError(.state, "'\(target.printable)' cannot be written: \(Path.reason).")
                }
            }
            let console = Console.output
            console.line("made \(RunWords.count(files.count, "file")) in \(folder.printable)")
            console.line("next: cd \(InvocationText.word(folder)) && driver --ds 2016-04-26")
            console.flush()
        }
    }
}
