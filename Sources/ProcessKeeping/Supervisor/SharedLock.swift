import Glibc
import Host

/// A read lock on a file of the owner's, held for as long as this process lives: others see by it that what the owner has
/// started is not dead.
struct SharedLock {
    private let file: CInt

    /// `F_OFD_SETLK`, which Swift does not see, and which is the same on every Linux. The lock belongs to the open file.
    private static let take: CInt = 37

    /// - Returns: `nil` where it cannot be had. Whoever holds a write lock puts on record that nothing of the owner's is alive.
    init?(_ path: String) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { return nil }
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        let isHeld = uninterrupted { fcntl(file, SharedLock.take, &lock) } == 0
        // A file that was removed meanwhile is one that nobody looks at.
        if !isHeld || !SharedLock.isAt(path, file) {
            close(file)
            return nil
        }
    }

    private static func isAt(_ path: String, _ file: CInt) -> Bool {
        var (open, found) = (stat(), stat())
        return fstat(file, &open) == 0 && stat(path, &found) == 0 && open.st_dev == found.st_dev
            && open.st_ino == found.st_ino
    }

    /// For a double of this process, which is not to hold it.
    func closeInDouble() { close(file) }
}
