import Glibc

extension Folder {
    /// Less than this can hardly be written to.
    private static let leastRoom: UInt64 = 1 << 16

    /// Whether the file system that a folder is on has no room left for this user's files, or for their names.
    public static func isFull(_ path: String) -> Bool {
        var room = statvfs()
        guard statvfs(path, &room) == 0 else { return false }
        let free = geteuid() == 0 ? room.f_bfree : room.f_bavail
        // Some file systems do not count names, and have none then.
        let hasNames = room.f_files == 0 || room.f_ffree > 0
        return UInt64(free) * UInt64(room.f_frsize) < leastRoom || !hasNames
    }
}
