import Glibc
import Host
import PipelineGraph

/// Paths, and what is at them.
enum Path {
    /// The current folder; one whose name is no text is refused, because a path below it would be another's.
    static func current() throws -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        if let text = String(validatingCString: path) { return text }
        throw DriverError(
            .usage,
            "the current folder '\(String(cString: path).printable)' has a name that is no UTF-8: rename it, or start from another folder."
        )
    }

    static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder == "/" ? "/\(path)" : "\(folder)/\(path)"
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Why reading what is at a path would never come to an end; `nil` where it would, or where there is nothing.
    static func reasonNotToRead(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFCHR, S_IFBLK: return "it is a device"
        case S_IFIFO:
            // Whoever reads a pipe waits until nobody writes to it any more, and would wait for itself.
            let isOwn = [STDOUT_FILENO, STDERR_FILENO].contains { own in
                var other = stat()
                return fstat(own, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
            }
            return isOwn ? "this program writes to it" : nil
        default: return nil
        }
    }

    /// Writes a file whole: under another name first, so that no reader sees half of it.
    static func replace(_ path: String, with bytes: [UInt8]) -> Bool {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        let isWritten = bytes.withUnsafeBytes { File.write($0, to: descriptor) } == 0
        guard close(descriptor) == 0, isWritten, rename(temporary, to: path) else {
            unlink(temporary)
            return false
        }
        return true
    }

    static func remove(_ path: String) { unlink(path) }

    static func rename(_ path: String, to other: String) -> Bool {
        Glibc.rename(path, other) == 0
    }

    static func isEmptyFolder(_ path: String) -> Bool {
        (try? Folder.entries(of: path))?.isEmpty ?? false
    }

    /// The path without links and dots.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        // A path that is no text keeps the name by which it was given.
        return String(validatingCString: real) ?? path
    }

    /// The folder that something is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// An absolute path as it is seen from a folder; itself where they have nothing in common.
    static func relative(_ path: String, to folder: String) -> String {
        let (there, here) = (path.split(separator: "/"), folder.split(separator: "/"))
        let common = zip(there, here).prefix { $0 == $1 }.count
        guard common > 0 else { return path }
        let steps = [Substring](repeating: "..", count: here.count - common) + there.dropFirst(common)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    /// What the system says of the last call that failed.
    static var reason: String { HostError.reason(errno) }
}
