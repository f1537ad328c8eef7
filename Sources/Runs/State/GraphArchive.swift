import Glibc
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
        guard let path = path(of: hash), let bytes = GraphArchive.content(of: path) else { return nil }
        return try Graph.load(bytes, named: path)
    }

    private static func content(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return nil }
            filled += count
        }
        return bytes
    }
}
