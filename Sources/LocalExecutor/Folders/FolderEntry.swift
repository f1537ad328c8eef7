import Glibc

/// Something in a folder.
struct FolderEntry {
    enum Kind {
        case file, folder, other
    }

    let name: String
    let kind: Kind
}

extension Folder {
    /// What is in a folder, in no order; links are not followed.
    static func entries(of path: String, task: String) throws(Obstacle) -> [FolderEntry] {
        guard let stream = opendir(path) else {
            throw Obstacle(task: task, cannot: "read the folder '\(path)'", errno)
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let record = readdir(stream) else { break }
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            entries.append(FolderEntry(name: name, kind: kind(record.pointee.d_type, of: name, in: dirfd(stream))))
        }
        guard errno == 0 else { throw Obstacle(task: task, cannot: "read the folder '\(path)'", errno) }
        return entries
    }

    /// Whether nothing is in a folder within another that is open, or there is no such folder; `nil` where it cannot be
    /// looked at, or is none.
    static func isEmpty(_ name: String, in parent: CInt) -> Bool? {
        let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return errno == ENOENT ? true : nil }
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        defer { closedir(stream) }
        // Its own name and its parent's come in no fixed order.
        for _ in 0..<3 {
            errno = 0
            guard let record = readdir(stream) else { return errno == 0 ? true : nil }
            let isItsOwn = withUnsafeBytes(of: record.pointee.d_name) { name in
                name[0] == UInt8(ascii: ".") && (name[1] == 0 || name[1] == UInt8(ascii: ".") && name[2] == 0)
            }
            if !isItsOwn { return false }
        }
        return true
    }

    private static func kind(_ type: UInt8, of name: String, in folder: CInt) -> FolderEntry.Kind {
        switch Int(type) {
        case Int(DT_DIR): return .folder
        case Int(DT_REG): return .file
        case Int(DT_UNKNOWN):
            // Some file systems do not say.
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
            return switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFREG: .file
            default: .other
            }
        default: return .other
        }
    }
}
