import Glibc

/// Folders and all that is in them.
enum Folder {
    /// Makes a folder and those above it; one that is there already is fine.
    ///
    /// - Parameter durable: whether the new folders survive a crash of the machine from here on.
    static func make(_ path: String, mode: mode_t, durable: Bool = false, task: String) throws(Obstacle) {
        if mkdir(path, mode) != 0 {
            let code = errno
            switch code {
            case EEXIST:
                return
            case ENOENT:
                let parent = parent(of: path)
                guard parent != path else { throw Obstacle(task: task, cannot: "make the folder '\(path)'", code) }
                try make(parent, mode: mode, durable: durable, task: task)
                guard mkdir(path, mode) == 0 || errno == EEXIST else {
                    throw Obstacle(task: task, cannot: "make the folder '\(path)'", errno)
                }
            default:
                throw Obstacle(task: task, cannot: "make the folder '\(path)'", code)
            }
        }
        if durable { try synchronize(parent(of: path), task: task) }
    }

    /// The folder that a path is in.
    static func parent(of path: String) -> String {
        var bytes = path.utf8[...]
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == bytes.startIndex ? "/" : String(path[..<slash])
    }

    /// Has the names in a folder written to the disk.
    static func synchronize(_ path: String, task: String) throws(Obstacle) {
        guard let folder = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)), fsync(folder.number) == 0 else {
            throw Obstacle(task: task, cannot: "write the folder '\(path)' to the disk", errno)
        }
    }

    /// Has all files and folders below a folder written to the disk, and the folder itself.
    static func synchronizeAll(in path: String, task: String) throws(Obstacle) {
        var folders = [path]
        while let path = folders.popLast() {
            let entries = try entries(of: path, task: task)
            for entry in entries {
                let child = "\(path)/\(entry.name)"
                switch entry.kind {
                case .folder:
                    folders.append(child)
                case .file:
                    guard let file = Descriptor(open(child, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)),
                        fsync(file.number) == 0
                    else { throw Obstacle(task: task, cannot: "write '\(child)' to the disk", errno) }
                case .other:
                    // A link or a pipe is no more than its name, which goes with the folder.
                    break
                }
            }
            try synchronize(path, task: task)
        }
    }

    /// Removes a folder or file with all that is in it, as far as that goes: what is left is in nobody's way.
    static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        // Folders in the order in which they are met, so that backwards every one comes after what it holds.
        var folders = [path]
        var next = 0
        while next < folders.count {
            let folder = folders[next]
            next += 1
            // A process may have taken its own right to change a folder.
            chmod(folder, 0o700)
            guard let entries = try? entries(of: folder, task: "") else { continue }
            for entry in entries {
                let child = "\(folder)/\(entry.name)"
                if entry.kind == .folder { folders.append(child) } else { unlink(child) }
            }
        }
        for folder in folders.reversed() { rmdir(folder) }
    }
}
