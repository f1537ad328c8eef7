import Glibc
import Host

/// All files that the definitions of a package are built from: its own, and those of the packages that lie beside it and that it
/// depends on by their paths, such as a checkout of the framework.
struct PackageSources {
    let package: String

    var fingerprint: Fingerprint {
        var files: [Fingerprint.File] = []
        var seen: Set<String> = []
        var packages = [(name: "", path: Path.resolved(package))]
        while let (name, path) = packages.popLast() {
            guard seen.insert(path).inserted else { continue }
            files += PackageSources.files(of: path, named: name)
            // Each is named by what the manifest says of it, so that it does not matter where all of them lie.
            packages += PackageSources.dependencies(of: path).map { dependency in
                (name: "\(name)\(dependency)//", path: Path.resolved(Path.absolute(dependency, from: path)))
            }
        }
        return Fingerprint(files)
    }

    /// The paths of other packages in a manifest.
    private static func dependencies(of package: String) -> [String] {
        guard let manifest = File.content(of: "\(package)/Package.swift") else { return [] }
        return String(decoding: manifest, as: UTF8.self)
            .matches(of: /\.package\((?:name:\s*"[^"]*",\s*)?path:\s*"([^"]+)"/).map { String($0.1) }
    }

    /// What SwiftPM compiles, and what it goes by.
    private static let endings = [".swift", ".c", ".h", ".cpp", ".hpp", ".m", ".mm", ".S", ".modulemap"]

    /// Each source file outside of tests, hidden folders and build folders, the manifest, and which versions of other packages
    /// were resolved.
    private static func files(of package: String, named prefix: String) -> [Fingerprint.File] {
        var files: [Fingerprint.File] = []
        var folders = [""]
        // Links may lead in a circle.
        var seen = Set([FileIdentity(package)])
        while let folder = folders.popLast() {
            for entry in (try? Folder.entries(of: "\(package)/\(folder)")) ?? [] {
                let name = "\(folder)\(entry.name)"
                if entry.name.description.hasPrefix(".") || name == "Tests" { continue }
                var status = stat()
                let path = "\(package)/\(name)"
                guard entry.kind != .file || isSource(name), stat(path, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    if seen.insert(
                        FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
                    ).inserted {
                        folders.append("\(name)/")
                    }
                } else if isSource(name) {
                    files.append(Fingerprint.File(name: "\(prefix)\(name)", path: path, status: status))
                }
            }
        }
        return files
    }

    private static func isSource(_ name: String) -> Bool {
        name == "Package.resolved" || endings.contains(where: name.hasSuffix)
    }
}
