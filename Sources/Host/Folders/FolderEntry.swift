import Glibc

/// Something in a folder.
public struct FolderEntry: Hashable, Sendable {
    public enum Kind: Sendable {
        case file, folder, other
    }

    public let name: FileName
    public let kind: Kind
}

extension Folder {
    /// What is in a folder, in no order; links are not followed.
    public static func entries(of path: String) throws(HostError) -> [FolderEntry] {
        try entries(of: FileName(path))
    }

    static func entries(of path: FileName) throws(HostError) -> [FolderEntry] {
        guard let stream = path.withCString({ opendir($0) }) else { throw unreadable(path) }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let record = readdir(stream) else { break }
            guard !isItsOwn(record) else { continue }
            let name = FileName(record)
            entries.append(FolderEntry(name: name, kind: kind(record.pointee.d_type, of: name, in: dirfd(stream))))
        }
        guard errno == 0 else { throw unreadable(path) }
        return entries
    }

    private static func unreadable(_ path: FileName) -> HostError {
        let code = errno
        return HostError(path: path.description, cannot: "read the folder '\(path)'", code: code)
    }

    /// Whether nothing is in a folder within another that is open, or there is no such folder; `nil` where it cannot be
    /// looked at, or is none.
    public static func isEmpty(_ name: String, in parent: Int32) -> Bool? {
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
            if !isItsOwn(record) { return false }
        }
        return true
    }

    /// Whether it is the folder's own entry, or that for the folder above.
    static func isItsOwn(_ record: UnsafeMutablePointer<dirent>) -> Bool {
        withUnsafeBytes(of: record.pointee.d_name) { name in
            name[0] == UInt8(ascii: ".") && (name[1] == 0 || name[1] == UInt8(ascii: ".") && name[2] == 0)
        }
    }

    private static func kind(_ type: UInt8, of name: FileName, in folder: Int32) -> FolderEntry.Kind {
        switch Int(type) {
        case Int(DT_DIR): return .folder
        case Int(DT_REG): return .file
        case Int(DT_UNKNOWN):
            // Some file systems do not say.
            var status = stat()
            guard name.withCString({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return .other }
            return switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFREG: .file
            default: .other
            }
        default: return .other
        }
    }
}
