import Glibc
import PipelineRecord

/// Holds a folder against others that would make a store in it at the same moment.
struct FolderLock: ~Copyable {
    let descriptor: Int32

    /// - Parameter patience: for how long to wait for another, in milliseconds.
    init(_ folder: String, patience: Int) throws(StoreError) {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreachable(folder, cannotBe: "opened", errno: errno) }
        do {
            try KernelLock.take(LOCK_EX, on: descriptor, folder, patience: patience)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }
}
