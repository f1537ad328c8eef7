import Glibc

/// Holds a folder against others that would make a store in it at the same moment.
struct FolderLock: ~Copyable {
    let descriptor: Int32

    /// - Parameter patience: for how long to wait for another, in milliseconds.
    init(_ folder: String, patience: Int) throws(StoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreachable(folder, cannotBe: "opened", errno: errno) }
        var waited = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            guard code == EWOULDBLOCK, waited < patience else {
                close(descriptor)
                throw code == EWOULDBLOCK ? .busy(folder) : .unreachable(folder, cannotBe: "locked", errno: code)
            }
            // The other has to write five pages; there is no way to be told.
            usleep(2_000)
            waited += 2
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
