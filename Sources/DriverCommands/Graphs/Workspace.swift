import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

/// What a verb works with: the package, where its state is kept, and the graph.
struct Workspace {
    /// The folder in which relative paths of tasks begin: the package, or else the current folder.
    let root: String
    /// The current folder, in which relative paths of the command line begin.
    let here: String
    let folder: StateFolder
    /// The state folder as the command line names it, where it does.
    private let namedState: String?
    private let source: GraphSource

    init(_ options: GraphOptions) throws {
        Remedy.take(options)
        let here = try Path.current()
        self.here = here
        let package = try Workspace.package(options, here: here)
        root = package ?? here
        namedState = options.state
        folder = StateFolder(path: options.state.map { Path.absolute($0, from: here) } ?? "\(root)/.dataswarm")
        source = try GraphSource(options, package: package, folder: folder, here: here)
    }

    /// The graph, built first where a source file is newer than it.
    func graph() async throws -> Graph { announce(try await source.load()) }

    /// The graph for those who ask what has happened, which is the last one where the definitions are wrong by now.
    ///
    /// Of a state folder that is named and not there, they have the name wrong.
    func graphToLookAt() async throws -> Graph {
        try requireNamedState()
        return announce(try await source.loadToLookAt())
    }

    /// The graph as it was described last, which nobody has to wait for.
    func graphDescribedLast() -> Graph? { source.describedLast() }

    /// Refuses a state folder that is named and not there.
    func requireNamedState() throws {
        if let namedState, !Path.exists(folder.path) {
            throw DriverError(.usage, "--state \(namedState.printable): there is no such folder: see to its name.")
        }
    }

    private func announce(_ graph: Graph) -> Graph {
        UntilExit.keep(graph)
        for warning in Repetition.once(graph.warnings) { Console.error.line(warning) }
        Console.error.flush()
        return graph
    }

    /// Has the graph described twice and compares the bytes.
    func checkDeterminism() async throws { try await source.checkDeterminism() }

    /// What is to be said of pipelines that are described and not listed; only a package's sources can tell.
    func unlistedPipelines(_ graph: Graph) -> [String] {
        source.isOfPackage ? UnlistedPipelines(package: root).warnings(for: graph) : []
    }

    /// The store, or `nil` where nothing has run yet.
    func existingStore() async throws -> SQLiteStore? { try await SQLiteStore.openExisting(folder: folder.path) }

    /// Keeps the graph of a run, so that others can go on with it and look it up.
    func keepGraph(_ graph: Graph) { source.keep(graph) }

    private static func package(_ options: GraphOptions, here: String) throws -> String? {
        if let named = options.package {
            let path = Path.absolute(named, from: here)
            guard Path.exists("\(path)/Package.swift") else {
                throw DriverError(.usage, "--package \(named.printable): there is no Package.swift in it.")
            }
            return path
        }
        var folder = here
        while true {
            if Path.exists("\(folder)/Package.swift") { return folder }
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }
}
