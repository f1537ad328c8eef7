import Glibc

/// Folders and all that is in them.
public enum Folder {
    /// Makes a folder and those above it; one that is there already is fine.
    ///
    /// - Parameters:
    ///   - mode: who may do what with the folder.
    ///   - above: the same for those above it that are missing; as with the folder itself unless told.
    ///   - durable: whether the new folders survive a crash of the machine from here on.
    public static func make(
        _ path: String, mode: UInt32, above: UInt32? = nil, durable: Bool = false
    ) throws(HostError) {
        if mkdir(path, mode) != 0 {
            let code = errno
            switch code {
            case EEXIST where isFolder(path):
                return
            case EEXIST:
                throw HostError(path: path, cannot: "make the folder '\(path)'", code: ENOTDIR)
            case ENOENT:
                let parent = parent(of: path)
                guard parent != path else {
                    throw HostError(path: path, cannot: "make the folder '\(path)'", code: code)
                }
                try make(parent, mode: above ?? mode, above: above, durable: durable)
                guard mkdir(path, mode) == 0 || errno == EEXIST else {
                    throw HostError(path: path, cannot: "make the folder '\(path)'", code: errno)
                }
            default:
                throw HostError(path: path, cannot: "make the folder '\(path)'", code: code)
            }
        }
        if durable { try synchronize(parent(of: path)) }
    }

    /// Whether there is a folder at a path, or a link to one.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The folder that a path is in.
    public static func parent(of path: String) -> String {
        var bytes = path.utf8[...]
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == bytes.startIndex ? "/" : String(path[..<slash])
    }

    /// Removes a file, or a folder with all that is in it, as far as that goes. Links are removed and never followed.
    ///
    /// - Returns: whether nothing is left of it.
    @discardableResult
    public static func remove(_ path: String) -> Bool {
        // Most are a file, or a folder with nothing in it.
        if unlink(path) == 0 || errno == ENOENT || rmdir(path) == 0 { return true }
        guard let above = OpenFolder(path: parent(of: path)), let name = name(of: path) else { return false }
        return above.remove(FileName(name)) != nil
    }

    private static func name(of path: String) -> String? {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
    }
}
