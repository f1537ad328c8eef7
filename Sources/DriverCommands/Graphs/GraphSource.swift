import CivilTime
import Dataswarm
import Host
import PipelineEngine
import PipelineGraph
import Runs

/// Where the graph comes from: a file, a program that writes one, or a package that builds such a program.
struct GraphSource {
    private enum Kind {
        case file(String)
        case executable(String)
        case package(String)
    }

    private let kind: Kind
    private let folder: StateFolder

    init(_ options: GraphOptions, package: String?, folder: StateFolder, here: String) throws {
        self.folder = folder
        if let graph = options.graph {
            guard options.definitions == nil else {
                throw DriverError(.usage, "--graph and --definitions both say where the graph is: give one of them.")
            }
            kind = .file(Path.absolute(graph, from: here))
        } else if let executable = options.definitions {
            kind = .executable(Path.absolute(executable, from: here))
        } else if let package {
            kind = .package(package)
        } else {
            throw DriverError(
                .usage,
                "there is no Package.swift in \(here.printable) nor above it: go to your package, name one with --package, or begin one with 'driver init DIR'."
            )
        }
    }

    /// Whether it is written by the package that it lies in, and no file that somebody wrote.
    var isOfPackage: Bool { if case .file = kind { false } else { true } }

    func load() async throws -> Graph {
        switch kind {
        case .file(let path): return try GraphSource.read(path, isByHand: true)
        case .executable(let path): return try await evaluate(path, Fingerprint(of: path))
        case .package(let package):
            let build = PackageBuild(package: package, folder: folder)
            let fingerprint = PackageSources(package: package).fingerprint
            if let cached = cachedGraph(fingerprint) { return cached }
            let executable = try await build.run()
            return try await evaluate(executable, fingerprint)
        }
    }

    /// The graph for those who look at what has happened: where the definitions are wrong by now, the one that they
    /// described last. What ran last night is to be seen while somebody is in the middle of a change.
    func loadToLookAt() async throws -> Graph {
        do {
            return try await load()
        } catch let error as DriverError where error.code == .definitions {
            guard let last = last(after: error.sentences) else { throw error }
            return last
        } catch let error as GraphError {
            guard let last = last(after: Repetition.once(error.problems)) else { throw error }
            return last
        }
    }

    /// The graph as it was described last, whatever has changed since then; `nil` where it never was.
    func describedLast() -> Graph? {
        if case .file(let path) = kind { return try? GraphSource.read(path) }
        return try? GraphSource.read(graphPath)
    }

    private func last(after problems: [String]) -> Graph? {
        if case .file = kind { return nil }
        guard Path.exists(graphPath), let graph = try? GraphSource.read(graphPath) else { return nil }
        for problem in problems { Console.error.line(DriverError.line(problem)) }
        Console.error.line("driver: warning: this goes by the graph that was described last.")
        Console.error.flush()
        return graph
    }

    /// Runs the program that writes the graph, unless it wrote this one already: definitions are pure, so that the same
    /// program writes the same graph.
    private func evaluate(_ executable: String, _ fingerprint: Fingerprint?) async throws -> Graph {
        if let fingerprint, let cached = cachedGraph(fingerprint) { return cached }
        guard Path.exists(executable) else {
            throw DriverError(
                .usage, "there is no program '\(executable.printable)': --definitions names one that writes the graph.")
        }
        try makeFolder()
        let fresh = "\(folder.path)/graph.json.\(Machine.processID)"
        defer { Path.remove(fresh) }
        try await DefinitionsProcess(executable: executable).write(to: fresh)
        let graph = try GraphSource.read(fresh)
        // The key comes last: without it the graph is not taken for a current one.
        Path.remove(keyPath)
        guard Path.rename(fresh, to: graphPath),
            Path.replace(keyPath, with: Array((fingerprint.map(GraphSource.key) ?? "").utf8))
        else { throw DriverError(.state, "the graph cannot be kept in '\(folder.path)': \(Path.reason).") }
        return graph
    }

    /// Keeps the graph that was loaded last, under its hash.
    func keep(_ graph: Graph) {
        let archive = GraphArchive(folder)
        switch kind {
        case .file(let path): archive.copy(path, as: graph.sha256)
        case .executable, .package: archive.keep(graphPath, as: graph.sha256)
        }
    }

    /// Has the graph described twice and compares the bytes.
    ///
    /// - Throws: ``DriverError`` where they differ: a definition looks at a clock, a file, the environment or chance.
    func checkDeterminism() async throws {
        let executable: String
        switch kind {
        case .file: return
        case .executable(let path): executable = path
        case .package(let package): executable = try await PackageBuild(package: package, folder: folder).executable()
        }
        try makeFolder()
        var contents: [[UInt8]?] = []
        for name in ["first", "second"] {
            let path = "\(folder.path)/graph.\(name).json"
            defer { Path.remove(path) }
            try await DefinitionsProcess(executable: executable).write(to: path)
            contents.append(File.content(of: path))
        }
        if contents[0] != contents[1] || contents[0] == nil {
            throw DriverError(
                .definitions,
                "the graph is not the same each time that it is described: a definition looks at a clock, a file, the environment or chance. Take that out, or make it a parameter."
            )
        }
    }

    /// The graph of the last time, where what it was made from is the same.
    private func cachedGraph(_ fingerprint: Fingerprint) -> Graph? {
        guard let kept = File.content(of: keyPath), Path.exists(graphPath) else { return nil }
        let parts = String(decoding: kept, as: UTF8.self).split(separator: "\n")
        guard parts.count == 2 else { return nil }
        if parts[0] != fingerprint.quick {
            guard parts[1] == fingerprint.content else { return nil }
            // The next time it need not be read; where that cannot be noted, it will be.
            _ = Path.replace(keyPath, with: Array(GraphSource.key(fingerprint).utf8))
        }
        return try? GraphSource.read(graphPath)
    }

    private static func key(_ fingerprint: Fingerprint) -> String {
        "\(fingerprint.quick)\n\(fingerprint.content)\n"
    }

    private func makeFolder() throws {
        do throws(HostError) {
            try Folder.make(folder.path, mode: 0o700)
        } catch {
            throw DriverError(
                .state,
                "the state folder '\(folder.path.printable)' cannot be made: \(error.reason). Name another with --state."
            )
        }
    }

    private var graphPath: String { "\(folder.path)/graph.json" }
    private var keyPath: String { "\(folder.path)/graph.key" }

    private static func read(_ path: String, isByHand: Bool = false) throws -> Graph {
        if let reason = Path.reasonNotToRead(path) {
            throw DriverError(.usage, "the graph '\(path.printable)' cannot be read: \(reason).")
        }
        guard let bytes = File.content(of: path) else {
            throw DriverError(.usage, "the graph '\(path.printable)' cannot be read: \(Path.reason).")
        }
        var graph = try Graph.load(bytes, named: path, isByHand: isByHand)
        graph.zones = ZoneDatabase.system.zones(named: graph.zoneNames)
        return graph
    }
}
