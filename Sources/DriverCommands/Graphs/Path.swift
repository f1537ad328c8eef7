import Glibc

/// Paths, and what is at them.
enum Path {
    static var current: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder == "/" ? "/\(path)" : "\(folder)/\(path)"
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder and those above it.
    ///
    /// - Parameter mode: who may do what with the folder itself, where it is made.
    @discardableResult
    static func makeFolder(_ path: String, mode: mode_t = 0o755) -> Bool {
        if mkdir(path, mode) == 0 || errno == EEXIST { return true }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
        return makeFolder(String(path[..<slash])) && (mkdir(path, mode) == 0 || errno == EEXIST)
    }

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

    /// The content of a file; `nil`, and `errno` set, where it cannot be read.
    static func content(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        // A file of /proc says that it has no size, and one that is being written may grow.
        var bytes: [UInt8] = []
        var block = max(Int(status.st_size) + 1, 1 << 12)
        while true {
            var failed = false
            let piece = [UInt8](unsafeUninitializedCapacity: block) { buffer, count in
                repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
                failed = count < 0
                count = max(count, 0)
            }
            if failed { return nil }
            if piece.isEmpty { return bytes }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            block = 1 << 16
        }
    }

    /// Writes a file whole: under another name first, so that no reader sees half of it.
    static func replace(_ path: String, with bytes: [UInt8]) -> Bool {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        var start = 0
        while start < bytes.count {
            let put = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if put < 0, errno == EINTR { continue }
            if put < 0 { break }
            start += put
        }
        guard close(descriptor) == 0, start == bytes.count, rename(temporary, to: path) else {
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
        guard let stream = opendir(path) else { return false }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil { count += 1 }
        // Every folder holds itself and the one above it.
        return count == 2
    }

    /// The path without links and dots.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// What the system says of the last call that failed.
    static var reason: String { String(cString: strerror(errno)) }
}
