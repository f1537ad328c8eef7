import Glibc

/// What the compiler says of sources that import the built module `Dataswarm`.
struct Compilation {
    /// Errors and warnings by the source's name, each without its place: `error: cannot find 'fnid' in scope`.
    let messages: [String: [String]]

    /// Type-checks sources as one module, so that one start of the compiler serves for all.
    ///
    /// - Parameter sources: by name, without the line that imports `Dataswarm`.
    init(of sources: [String: String]) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (name, source) in sources { try folder.write("import Dataswarm\n\(source)\n", to: "\(name).swift") }
        let files = sources.keys.sorted().map { "\(folder.path)/\($0).swift" }
        let options = ["-typecheck", "-wmo", "-parse-as-library", "-swift-version", "6", "-diagnostic-style", "llvm"]
        let child = try Child.run(["swiftc"] + options + ["-I", try Compilation.modules()] + files)

        var messages: [String: [String]] = [:]
        for line in child.output.split(separator: "\n") where line.hasPrefix(folder.path) {
            // `/tmp/x/name.swift:3:26: error: what is wrong`
            let parts = line.dropFirst(folder.path.count + 1).split(separator: ":", maxSplits: 3)
            guard parts.count == 4, let name = parts[0].split(separator: ".").first else { continue }
            let message = parts[3].drop { $0 == " " }
            if message.hasPrefix("error") || message.hasPrefix("warning") {
                messages[String(name), default: []].append(String(message))
            }
        }
        self.messages = messages
        // Without a message of its own, a failure is one of the test's set-up.
        if child.status != 0, messages.isEmpty { throw SetUpFailure(description: child.output) }
    }

    /// The folder that the build puts modules into: `Modules` in a folder above the test's executable.
    private static func modules() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let starts = [
            String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self),
            CommandLine.arguments[0],
        ]
        for start in starts {
            var folders = start.split(separator: "/").dropLast()
            while !folders.isEmpty {
                let modules = "/" + folders.joined(separator: "/") + "/Modules"
                if access("\(modules)/Dataswarm.swiftmodule", R_OK) == 0 { return modules }
                folders.removeLast()
            }
        }
        throw SetUpFailure(description: "no Modules/Dataswarm.swiftmodule above \(starts)")
    }
}

private struct SetUpFailure: Error, CustomStringConvertible {
    let description: String
}
