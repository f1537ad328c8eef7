#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The right to run a ds, which one driver at a time has.
///
/// It is a lock of the kernel's on a file (`flock`): it goes with the process that holds it, however that ends, so that
/// nothing is ever to be unlocked by hand.
public final class RunLock: Sendable {
    private let descriptor: Int32

    /// Why a lock was not had.
    public enum Refusal: Error, Hashable, Sendable {
        /// Another process holds it.
        case held
        /// The file cannot be made; the reason is the system's.
        case unavailable(String)
    }

    /// Takes the lock, or says at once why not.
    public init(ds: String, in folder: StateFolder) throws(Refusal) {
        mkdir(folder.path, 0o755)
        mkdir(folder.locks, 0o755)
        let descriptor = open("\(folder.locks)/\(ds)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let refusal: Refusal = errno == EWOULDBLOCK ? .held : .unavailable(String(cString: strerror(errno)))
            close(descriptor)
            throw refusal
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether some process runs the ds right now.
    public static func isHeld(ds: String, in folder: StateFolder) -> Bool {
        let descriptor = open("\(folder.locks)/\(ds)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}
