import Glibc

extension Folder {
    /// Has the names in a folder written to the disk.
    public static func synchronize(_ path: String) throws(HostError) {
        guard let folder = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
            throw HostError(path: path, cannot: "write the folder '\(path)' to the disk", code: errno)
        }
        try synchronize(path, folder.number)
    }

    /// Has the names in an open folder written to the disk.
    public static func synchronize(_ path: String, _ folder: Int32) throws(HostError) {
        // Some file systems know no fsync of a folder, and say so with EINVAL: there is nothing more to be done there.
        guard fsync(folder) == 0 || errno == EINVAL else {
            throw HostError(path: path, cannot: "write the folder '\(path)' to the disk", code: errno)
        }
    }

    /// Has all files and folders below a folder written to the disk, and the folder itself.
    ///
    /// - Returns: how many bytes its files have.
    @discardableResult
    public static func synchronizeAll(in path: String) throws(HostError) -> Int64 {
        var bytes: Int64 = 0
        var folders = [FileName(path)]
        while let path = folders.popLast() {
            for entry in try entries(of: path) {
                let child = path.appending(entry.name)
                switch entry.kind {
                case .folder:
                    folders.append(child)
                case .file:
                    var status = stat()
                    let number = child.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
                    guard let file = Descriptor(number), fsync(file.number) == 0, fstat(file.number, &status) == 0
                    else {
                        throw HostError(
                            path: child.description, cannot: "write '\(child)' to the disk", code: errno)
                    }
                    bytes += Int64(status.st_size)
                case .other:
                    // A link or a pipe is no more than its name, which goes with the folder.
                    break
                }
            }
            guard let folder = Descriptor(path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }) else {
                throw HostError(
                    path: path.description, cannot: "write the folder '\(path)' to the disk", code: errno)
            }
            try synchronize(path.description, folder.number)
        }
        return bytes
    }
}
