import Glibc
import Host
import PipelineRecord

extension StoreLocation {
    /// Makes an empty store where there is none, and its folder.
    ///
    /// It is built under another name and then linked into place, so that nobody ever sees half of one and a file
    /// that appeared meanwhile, such as a copy being restored, is never replaced.
    func make(patience: Int) throws(StoreError) {
        do throws(HostError) {
            try Folder.make(folder, mode: 0o700, above: 0o777, durable: true)
        } catch {
            throw .unreachable(folder, cannotBe: "made", errno: error.code)
        }
        let lock = try FolderLock(folder, patience: patience)
        guard try size() == nil else { return }

        try setAsideJournals()
        for leftOver in [unfinished, unfinished + "-journal"] where unlink(leftOver) != 0 && errno != ENOENT {
            throw .unreachable(leftOver, cannotBe: "removed", errno: errno)
        }
        try Schema.build(at: unfinished)
        guard link(unfinished, file) == 0 || errno == EEXIST else {
            throw .unreachable(file, cannotBe: "made", errno: errno)
        }
        unlink(unfinished)
        do throws(HostError) {
            try Folder.synchronize(folder, lock.descriptor)
        } catch {
            throw .unreachable(folder, cannotBe: "written", errno: error.code)
        }
    }

    /// Renames the journals of a store that was moved away without them. SQLite would take them for the new store's,
    /// and write old pages into it.
    private func setAsideJournals() throws(StoreError) {
        for ending in ["-journal", "-wal", "-shm"] {
            let journal = file + ending
            if rename(journal, "\(journal).old") != 0 && errno != ENOENT {
                throw .unreachable(journal, cannotBe: "renamed", errno: errno)
            }
        }
    }
}
