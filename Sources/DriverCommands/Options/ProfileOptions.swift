import ArgumentParser
import Host
import PipelineGraph
import PipelineRecord
import Runs

/// Which profile a verb goes by.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Parameters and settings by this name in profiles.json (default: the one that is the default there).",
            valueName: "name"), completion: .profiles)
    var profile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of the profiles (default: profiles.json in the package, where there is one).", valueName: "file"),
        completion: .file())
    var profiles: String?

    /// The file that is looked for in a package.
    private static let standardName = "profiles.json"

    /// What is named here, as words of a command line.
    var words: [(option: String, value: String)] {
        [("--profile", profile), ("--profiles", profiles)].compactMap { name, value in value.map { (name, $0) } }
    }

    /// The profile that is named, or else the default of the file; `nil` where there is neither.
    func chosen(in workspace: Workspace) throws -> Profile? {
        guard let found = try file(in: workspace) else {
            guard let profile else { return nil }
            throw DriverError(
                .usage,
                "--profile \(profile.printable): there is no \(Self.standardName) in \(workspace.root.printable): write it there, or name a file with --profiles."
            )
        }
        ChangedValueWords.take(found)
        guard let profile else {
            if found.fallback == nil, let profiles {
                throw DriverError(
                    .usage,
                    "--profiles \(profiles.printable): the file has no default: say with --profile which of its profiles is meant\(found.all.isEmpty ? "" : ", \(found.all.map(\.name).joined(separator: ", "))")."
                )
            }
            return found.fallback
        }
        guard let named = found.named(profile) else {
            throw DriverError(.usage, "--profile \(profile.printable): \(found.words(forUnknown: profile))")
        }
        return named
    }

    /// All profiles that there are; `nil` where there is no file of them, and none is named.
    func file(in workspace: Workspace) throws -> Profiles? {
        let path = profiles.map { Path.absolute($0, from: workspace.here) } ?? "\(workspace.root)/\(Self.standardName)"
        if profiles == nil, !Path.exists(path) { return nil }
        let name = profiles ?? Self.standardName
        if let reason = Path.reasonNotToRead(path) {
            throw DriverError(.usage, "the profiles '\(name.printable)' cannot be read: \(reason).")
        }
        guard let bytes = File.content(of: path) else {
            throw DriverError(.usage, "the profiles '\(name.printable)' cannot be read: \(Path.reason).")
        }
        return try Profiles.load(bytes, named: name)
    }
}
