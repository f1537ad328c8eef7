import Glibc
import PipelineRecord

/// Makes a folder, the user's alone, and those above it that are missing, so that they outlast a power cut.
func makeFolder(_ path: String) throws(StoreError) {
    // From the top down: each part of the path in turn, as `mkdir -p` does.
    var end = path.utf8.startIndex
    while end != path.utf8.endIndex {
        let start = path.utf8.index(after: end)
        end = path.utf8[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.utf8.endIndex
        let part = String(path[..<end])
        if mkdir(part, end == path.utf8.endIndex ? 0o700 : 0o777) == 0 {
            try flushFolder(part + "/..")
        } else if errno != EEXIST && !(isFolder(part)) {
            throw .unreachable(path, cannotBe: "made", errno: errno)
        }
    }
    guard isFolder(path) else { throw .unreachable(path, cannotBe: "made", errno: ENOTDIR) }
}

/// Waits until the names in a folder are on disk.
func flushFolder(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreachable(path, cannotBe: "opened", errno: errno) }
    defer { close(descriptor) }
    try flushFolder(path, descriptor)
}

func flushFolder(_ path: String, _ descriptor: Int32) throws(StoreError) {
    // Some file systems know no fsync of a folder, and say so with EINVAL: there is nothing more to be done there.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw .unreachable(path, cannotBe: "written", errno: errno)
    }
}

private func isFolder(_ path: String) -> Bool {
    let before = errno
    defer { errno = before }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
