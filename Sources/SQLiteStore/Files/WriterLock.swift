import Glibc
import PipelineRecord

/// The right to write to a store, which one connection at a time has, over all processes.
///
/// It is a lock on a file beside the store.
final class WriterLock: Sendable {
    private let descriptor: CInt
    private let path: String
    /// For how long to wait for another, in milliseconds.
    private let patience: Int

    init(_ location: StoreLocation, patience: Int) throws(StoreError) {
        path = location.lock
        self.patience = patience
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .unreachable(path, cannotBe: "opened", errno: errno) }
    }

    /// The same lock for those who may not write: it keeps writers out for as long as they look.
    ///
    /// - Returns: `nil` where there is none, and so nobody who writes.
    init?(lookingAt location: StoreLocation, patience: Int) throws(StoreError) {
        path = location.lock
        self.patience = patience
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw .unreachable(path, cannotBe: "opened", errno: errno)
        }
    }

    deinit { close(descriptor) }

    /// Does `body` while nobody else writes.
    ///
    /// - Parameter isPatient: whether to wait twenty times as long for another as otherwise.
    func hold<Result>(isPatient: Bool = false, _ body: () throws -> Result) throws -> Result {
        try KernelLock.take(LOCK_EX, on: descriptor, path, patience: isPatient ? 20 * patience : patience)
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }

    /// Does `body` while nobody writes, and others may look, too.
    func share<Result>(_ body: () throws -> Result) throws -> Result {
        try KernelLock.take(LOCK_SH, on: descriptor, path, patience: patience)
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }
}
