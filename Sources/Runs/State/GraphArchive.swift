import Glibc
import Host
public import PipelineGraph

/// The graphs of runs, each kept once by its hash: what a run executes can be seen, and gone on with, when the definitions
/// have changed.
public struct GraphArchive: Sendable {
    private let folder: StateFolder

    public init(_ folder: StateFolder) { self.folder = folder }

    /// Where the graph of a hash is kept; `nil` for what is no hash.
    public func path(of hash: String) -> String? {
        let isHash = hash.utf8.count == 64 && hash.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return isHash ? "\(folder.graphs)/\(hash).json" : nil
    }

    /// Keeps a graph's file under its hash, unless it is there.
    ///
    /// - Parameters:
    ///   - file: where it is now. It is given a second name rather than copied, and so must not be written to later.
    ///   - hash: the graph's own; one without is not kept.
    public func keep(_ file: String, as hash: String) {
        guard let path = path(of: hash), access(path, F_OK) != 0 else { return }
        mkdir(folder.graphs, 0o700)
        // Where it cannot be, the run goes on all the same: nobody but a person may miss it.
        _ = link(file, path)
    }

    /// The graph of a hash, where it is kept.
    ///
    /// - Throws: `GraphError` where it is damaged.
    public func graph(_ hash: String) throws -> Graph? {
        guard let path = path(of: hash), let bytes = File.content(of: path) else { return nil }
        return try Graph.load(bytes, named: path)
    }
}
