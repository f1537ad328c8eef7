import Glibc
import Host

/// A read lock on a file of the owner's, held for as long as this process lives: others see by it that what the owner has
/// started is not dead.
struct SharedLock {
    private let file: CInt
    private(set) var isHeld = false

    /// `F_OFD_SETLK`, which Swift does not see, and which is the same on every Linux. The lock belongs to the open file.
    private static let take: CInt = 37

    /// - Returns: `nil` where the file cannot be opened.
    init?(_ path: String) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { return nil }
        tryToTake()
    }

    /// Takes it, unless somebody holds a write lock.
    mutating func tryToTake() {
        guard !isHeld else { return }
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        isHeld = uninterrupted { fcntl(file, SharedLock.take, &lock) } == 0
    }

    /// For a double of this process, which is not to hold it.
    func closeInDouble() { close(file) }
}
