import Glibc
import PipelineRecord

/// A lock of the kernel's on an open file or folder, which goes with the process that holds it.
enum KernelLock {
    /// Waits for it.
    ///
    /// - Parameters:
    ///   - kind: `LOCK_EX` for one alone, `LOCK_SH` for all who only look.
    ///   - path: what to call it where it cannot be had.
    ///   - patience: for how long to wait for others, in milliseconds.
    static func take(_ kind: CInt, on descriptor: CInt, _ path: String, patience: Int) throws(StoreError) {
        var waited = 0
        while flock(descriptor, kind | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            guard code == EWOULDBLOCK else { throw .unreachable(path, cannotBe: "locked", errno: code) }
            guard waited < patience else { throw .busy(path) }
            // A commit takes a fraction of a millisecond; there is no way to be told when it is over and to give up.
            usleep(1_000)
            waited += 1
        }
    }
}
