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

    func load() async throws -> Graph {
        switch kind {
        case .file(let path): return try GraphSource.read(path, isByHand: true)
        case .executable(let path): return try await evaluate(path, key: Fingerprint.of(file: path) ?? "")
        case .package(let package):
            let build = PackageBuild(package: package, folder: folder)
            let key = build.sourceFingerprint
            if let cached = try cachedGraph(key) { return cached }
            let executable = try await build.run()
            return try await evaluate(executable, key: key)
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
            guard let last = last(after: error.problems) else { throw error }
            return last
        }
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
    private func evaluate(_ executable: String, key: String) async throws -> Graph {
        if let cached = try cachedGraph(key) { return cached }
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
        guard Path.rename(fresh, to: graphPath), Path.replace(keyPath, with: Array(key.utf8))
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

    private func cachedGraph(_ key: String) throws -> Graph? {
        guard !key.isEmpty, let kept = File.content(of: keyPath), kept == Array(key.utf8), Path.exists(graphPath) else {
            return nil
        }
        return try? GraphSource.read(graphPath)
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
        return try Graph.load(bytes, named: path, isByHand: isByHand)
    }
}
