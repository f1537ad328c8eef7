import GRDB
import GRDBSQLite
import Glibc
import PipelineRecord
import Synchronization

/// Room ahead of the log's end, filled with zeros, into which the next commits are written.
///
/// A commit that makes its file longer has the file system write down the new length, and with it whatever else was
/// done there meanwhile, folders of attempts for one; a commit into what is there already flushes nothing but itself.
/// Ours take a fifth of the time by that (ext4). SQLite does not mind: it reads a log up to the last frame whose
/// checksum is right, and it keeps the room when it begins the log anew.
final class LogRoom: Sendable {
    private let path: String
    /// The log's length as far as we know; nothing where we could not make it longer, and leave it at that.
    private let length = Mutex<off_t?>(0)

    /// How much is made at a time.
    private static let step: off_t = 512 << 10
    /// How much is to be left: more than most commits take.
    private static let margin: off_t = 64 << 10
    /// A log that is shorter is not worth it.
    private static let threshold: off_t = 64 << 10
    /// After how many pages the log is copied back. SQLite's own number, which a hook for commits takes the place of.
    private static let pagesToCopyBack: CInt = 1000

    init(_ location: StoreLocation) { path = location.file + "-wal" }

    /// Has it called after each commit. It must outlive the connection.
    func attach(to database: Database) {
        sqlite3_wal_hook(
            database.sqliteConnection,
            { context, connection, name, pages in
                Unmanaged<LogRoom>.fromOpaque(context!).takeUnretainedValue().extend(beyond: pages)
                // Where it cannot be done now, after a later commit.
                if pages >= LogRoom.pagesToCopyBack {
                    sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Makes room where the log's frames have come close to the end of its file. Whoever commits holds the
    /// ``WriterLock``: nobody else writes.
    private func extend(beyond pages: CInt) {
        let used = 32 + off_t(pages) * (24 + 4096)
        guard used > Self.threshold else { return }
        length.withLock { length in
            if let known = length, known < used + Self.margin { length = lengthen(to: used + Self.margin) }
        }
    }

    /// - Returns: the file's length.
    private func lengthen(to needed: off_t) -> off_t? {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        if status.st_size >= needed { return status.st_size }
        let zeros = [UInt8](repeating: 0, count: Int(Self.step))
        // A disk without room for it may still have some for the next commit.
        guard pwrite(descriptor, zeros, zeros.count, status.st_size) == zeros.count else {
            ftruncate(descriptor, status.st_size)
            return nil
        }
        return status.st_size + Self.step
    }
}
