import CivilTime
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
        let isHash =
            hash.utf8.count == 64 && hash.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
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

    /// Keeps a copy of a graph's file under its hash, unless it is there.
    public func copy(_ file: String, as hash: String) {
        guard let path = path(of: hash), access(path, F_OK) != 0, let bytes = File.content(of: file) else { return }
        mkdir(folder.graphs, 0o700)
        let fresh = "\(path).\(getpid())"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        let code = bytes.withUnsafeBytes { File.write($0, to: descriptor) }
        close(descriptor)
        if code != 0 || rename(fresh, path) != 0 { unlink(fresh) }
    }

    /// The graph of a hash, where it is kept.
    ///
    /// - Throws: `GraphError` where it is damaged.
    public func graph(_ hash: String) throws -> Graph? {
        guard let path = path(of: hash), let bytes = File.content(of: path) else { return nil }
        var graph = try Graph.load(bytes, named: path)
        graph.zones = ZoneDatabase.system.zones(named: graph.zoneNames)
        // A file that was replaced while it was being kept is another's.
        return graph.sha256 == hash ? graph : nil
    }
}
