import Glibc
import Host
public import PipelineRecord

/// The sign that an owner of runs is alive: a lock of the kernel's on a file of its own.
///
/// It goes with the process that holds it, however that ends, so that nothing is ever to be unlocked by hand. It belongs to
/// the open file (an "open file description lock", Linux 3.15), so that others can look at it without taking it. It is
/// shared: what keeps an owner's attempts when the owner is gone holds it as well.
public final class OwnerLock: Sendable {
    /// The file.
    public let path: String
    private let descriptor: Int32

    /// How often it is looked whether another lets go of the file again, a millisecond apart.
    private static let patience = 5_000

    /// Why a lock was not had.
    public enum Refusal: Error, Hashable, Sendable {
        /// Others hold it.
        case held
        /// The file cannot be made; the reason is the system's.
        case unavailable(String)
    }

    /// Shows that an owner is alive.
    ///
    /// - Parameter owner: its id.
    public convenience init(owner: String, in folder: StateFolder) throws(Refusal) {
        try self.init(owner: owner, in: folder, whenOpened: {})
    }

    /// - Parameter whenOpened: called before the lock is taken on what was opened, where another may come between.
    convenience init(owner: String, in folder: StateFolder, whenOpened: () -> Void) throws(Refusal) {
        try self.init(folder.lock(ofOwner: owner), F_RDLCK, in: folder, whenOpened)
    }

    /// Keeps others from doing what only one may do at a time, such as recovering an owner that is gone.
    ///
    /// - Throws: ``Refusal/held`` where the owner lives after all, or another does so right now.
    convenience init(recovering owner: String, in folder: StateFolder) throws(Refusal) {
        try self.init(folder.lock(ofOwner: owner), F_WRLCK, in: folder, {})
    }

    private init(
        _ path: String, _ kind: Int32, in folder: StateFolder, _ whenOpened: () -> Void
    ) throws(Refusal) {
        self.path = path
        do throws(HostError) {
            // So that it outlasts a power cut: the store will be beside it.
            try Folder.make(folder.path, mode: 0o700, above: 0o777, durable: true)
            try Folder.make(folder.locks, mode: 0o700, durable: true)
        } catch {
            throw .unavailable(error.reason)
        }
        var patience = OwnerLock.patience
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard descriptor >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
            whenOpened()
            do throws(Refusal) { try OwnerLock.take(kind, descriptor) } catch {
                close(descriptor)
                // Who looks for locks that nobody holds may have come upon this one before it was held.
                guard kind == F_RDLCK, error == .held, patience > 0 else { throw error }
                patience -= 1
                usleep(1_000)
                continue
            }
            // Who held it may have removed the file: then the lock on what was opened keeps nobody out.
            if OwnerLock.isAt(path, descriptor) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    private static func take(_ kind: Int32, _ descriptor: Int32) throws(Refusal) {
        var lock = flock()
        lock.l_type = Int16(kind)
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

    /// Removes the lock's file: nobody will ask for this owner any more.
    public func removeFile() { unlink(path) }

    deinit {
        // Said, not left to the closing: a child that is about to begin has the file open until its program starts.
        var lock = flock()
        lock.l_type = Int16(F_UNLCK)
        _ = fcntl(descriptor, Operation.take, &lock)
        close(descriptor)
    }

    /// Whether an owner is alive; that is taken for true where it cannot be looked at.
    static func isHeld(owner: String, in folder: StateFolder) -> Bool {
        let descriptor = open(folder.lock(ofOwner: owner), O_RDONLY | O_CLOEXEC)
        // Who may not look must not take the living for dead.
        guard descriptor >= 0 else { return errno != ENOENT && errno != ENOTDIR }
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        return fcntl(descriptor, Operation.look, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// What is asked of `fcntl`. Swift does not see the names of these numbers, `F_OFD_GETLK` and `F_OFD_SETLK`, which are
    /// the same on every Linux.
    private enum Operation {
        static let look: Int32 = 36
        static let take: Int32 = 37
    }
}

extension StateFolder {
    /// Whether the owner of a run is alive, so that what the run has claimed is under way.
    public func isAlive(_ owner: RunOwner) -> Bool { OwnerLock.isHeld(owner: owner.id, in: self) }
}
