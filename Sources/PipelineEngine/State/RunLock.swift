#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The right to run a ds, which one driver at a time has.
///
/// It is a lock of the kernel's on a file: it goes with the process that holds it, however that ends, so that nothing is
/// ever to be unlocked by hand. It belongs to the open file (an "open file description lock", Linux 3.15), so that others
/// can look at it without taking it: a `driver status` never keeps a driver from starting.
public final class RunLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Why a lock was not had.
    public enum Refusal: Error, Hashable, Sendable {
        /// Another process holds it.
        case held
        /// The file cannot be made; the reason is the system's.
        case unavailable(String)
    }

    /// Takes the lock, or says at once why not.
    public convenience init(ds: String, in folder: StateFolder) throws(Refusal) {
        try self.init(ds: ds, in: folder, whenOpened: {})
    }

    /// - Parameter whenOpened: called before the lock is taken on what was opened, where another may come between.
    init(ds: String, in folder: StateFolder, whenOpened: () -> Void) throws(Refusal) {
        RunLock.makeFolder(folder.path)
        RunLock.makeFolder(folder.locks)
        path = "\(folder.locks)/\(ds)"
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard descriptor >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
            whenOpened()
            do throws(Refusal) { try RunLock.take(descriptor) } catch {
                close(descriptor)
                throw error
            }
            // Who held it may have removed the file: then the lock on what was opened keeps nobody out.
            if RunLock.isAt(path, descriptor) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    private static func take(_ descriptor: Int32) throws(Refusal) {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        while fcntl(descriptor, Operation.take, &lock) != 0 {
            if errno == EINTR { continue }
            let isHeld = errno == EAGAIN || errno == EACCES
            throw isHeld ? .held : .unavailable(String(cString: strerror(errno)))
        }
    }

    /// Whether the file at a path is the one that is open.
    private static func isAt(_ path: String, _ descriptor: Int32) -> Bool {
        var (open, found) = (stat(), stat())
        return fstat(descriptor, &open) == 0 && stat(path, &found) == 0 && open.st_dev == found.st_dev
            && open.st_ino == found.st_ino
    }

    /// Removes the lock's file. From here on another may take a lock of its own for the ds, so that it is the last thing
    /// to do with it.
    func removeFile() { unlink(path) }

    deinit {
        // Said, not left to the closing: a child that is about to begin has the file open until its program starts.
        var lock = flock()
        lock.l_type = Int16(F_UNLCK)
        _ = fcntl(descriptor, Operation.take, &lock)
        close(descriptor)
    }

    /// Whether some process runs the ds right now.
    public static func isHeld(ds: String, in folder: StateFolder) -> Bool {
        let descriptor = open("\(folder.locks)/\(ds)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        return fcntl(descriptor, Operation.look, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// What is asked of `fcntl`. Swift does not see the names of these numbers, `F_OFD_GETLK` and `F_OFD_SETLK`, which are
    /// the same on every Linux.
    private enum Operation {
        static let look: Int32 = 36
        static let take: Int32 = 37
    }

    /// Makes a folder that is missing, the user's alone, so that it outlasts a power cut: the store will be in it.
    private static func makeFolder(_ path: String) {
        guard mkdir(path, 0o700) == 0 else { return }
        let above = open("\(path)/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if above < 0 { return }
        fsync(above)
        close(above)
    }
}
