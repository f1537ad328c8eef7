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
