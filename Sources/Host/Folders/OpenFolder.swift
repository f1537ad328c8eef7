import Glibc

/// A folder that is open, from which names are reached without ever following a link: whatever a task has put there,
/// what lies elsewhere stays as it is.
public final class OpenFolder {
    public let descriptor: Int32

    /// Opens a folder by its path, which may lead over links.
    public init?(path: String) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    /// Opens a folder in another; `nil`, and `errno` set, where there is none of that name, or a link.
    public init?(_ name: FileName, in folder: OpenFolder) {
        let flags = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var found = name.withCString { openat(folder.descriptor, $0, O_RDONLY | flags) }
        if found < 0, errno == EACCES {
            // A task may have taken its own right to read a folder.
            let place = name.withCString { openat(folder.descriptor, $0, OpenFolder.placeOnly | flags) }
            if place >= 0 {
                chmod("/proc/self/fd/\(place)", 0o700)
                close(place)
                found = name.withCString { openat(folder.descriptor, $0, O_RDONLY | flags) }
            }
        }
        descriptor = found
        if found < 0 { return nil }
    }

    /// O_PATH, which Swift does not see, and which is the same on every Linux.
    private static let placeOnly: Int32 = 0o10000000

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The names in it, in no order.
    public var names: [FileName] {
        // The stream closes the descriptor that it is given.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else { return [] }
        defer { closedir(stream) }
        var names: [FileName] = []
        while let record = readdir(stream) {
            if !Folder.isItsOwn(record) { names.append(FileName(record)) }
        }
        return names
    }

    /// What a name stands for: whether a folder, and how many bytes it takes on the disk by itself, as `du` counts them; `nil`
    /// where it is gone. A small file takes a whole block, and so does a folder; what has another name elsewhere goes on taking its room.
    public func entry(_ name: FileName) -> (isFolder: Bool, bytes: Int64)? {
        var status = stat()
        guard name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return nil }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        return (isFolder, isFolder || status.st_nlink == 1 ? Int64(status.st_blocks) * 512 : 0)
    }

    /// How many bytes a name and all that is below it take on the disk.
    public func size(of name: FileName) -> Int64 {
        guard let entry = entry(name) else { return 0 }
        guard entry.isFolder else { return entry.bytes }
        guard let folder = OpenFolder(name, in: self) else { return 0 }
        var bytes = entry.bytes
        // As deep as descriptors last: what lies deeper is removed all the same, and only not counted beforehand.
        for name in folder.names { bytes += folder.size(of: name) }
        return bytes
    }

    /// Removes a name with all that is below it; what cannot be removed does not keep the rest.
    ///
    /// A folder that lies deeper is first moved up into the one to be removed, so that depth costs neither stack nor
    /// descriptors. If this is interrupted, what is left is still below the name.
    ///
    /// - Returns: how many bytes it took on the disk; `nil` where not all of it could be removed, and `errno` says why.
    public func remove(_ name: FileName) -> Int64? {
        guard let entry = entry(name) else { return 0 }
        guard entry.isFolder else { return name.unlink(in: descriptor) == 0 ? entry.bytes : nil }
        guard let top = OpenFolder(name, in: self) else { return nil }
        fchmod(top.descriptor, 0o700)
        var bytes = entry.bytes
        var count = 0
        var trouble: Int32 = 0
        var pending: [FileName?] = [nil]
        while let next = pending.popLast() {
            guard let folder = next == nil ? top : OpenFolder(next ?? "", in: top) else {
                trouble = errno
                continue
            }
            fchmod(folder.descriptor, 0o700)
            var inner: [FileName] = []
            for name in folder.names {
                guard let entry = folder.entry(name) else { continue }
                if !entry.isFolder {
                    if name.unlink(in: folder.descriptor) == 0 { bytes += entry.bytes } else { trouble = errno }
                    continue
                }
                bytes += entry.bytes
                if next == nil {
                    inner.append(name)
                } else if let moved = folder.move(name, to: top, &count) {
                    inner.append(moved)
                } else {
                    trouble = errno
                }
            }
            pending += inner
            if let next, next.unlink(in: top.descriptor, AT_REMOVEDIR) != 0, errno != ENOENT { trouble = errno }
        }
        if name.unlink(in: descriptor, AT_REMOVEDIR) == 0 { return bytes }
        if trouble != 0 { errno = trouble }
        return nil
    }

    private func move(_ name: FileName, to top: OpenFolder, _ count: inout Int) -> FileName? {
        // Its own entry for the folder above changes, too.
        if let folder = OpenFolder(name, in: self) { fchmod(folder.descriptor, 0o700) }
        while true {
            count += 1
            let place = ".removed-\(count)"
            if top.entry(FileName(place)) != nil { continue }
            return name.withCString { renameat(descriptor, $0, top.descriptor, place) } == 0 ? FileName(place) : nil
        }
    }
}

extension FileName {
    /// Removes what has the name in an open folder.
    fileprivate func unlink(in folder: Int32, _ flags: Int32 = 0) -> Int32 {
        withCString { unlinkat(folder, $0, flags) }
    }
}
