import Glibc
import PipelineRecord

/// Where a store lives.
///
/// Only ever `stat` the file while it may be open: a POSIX process that opens and closes a file by its own hand drops
/// all locks that SQLite holds on it in the same process.
struct StoreLocation {
    static let name = "store.sqlite"

    let folder: String
    var file: String { "\(folder)/\(Self.name)" }
    /// Held by whoever writes.
    var lock: String { "\(folder)/store.lock" }
    /// Where a new store is built before it is put in its place, whole.
    var unfinished: String { "\(file).new" }

    init(folder: String) {
        var folder = folder
        while folder.count > 1 && folder.hasSuffix("/") { folder.removeLast() }
        // SQLite may take a name that begins so for a URL.
        if folder.isEmpty || folder.hasPrefix("file:") { folder = "./" + folder }
        self.folder = folder
    }

    /// The file's size; `nil` where there is none.
    func size() throws(StoreError) -> Int64? {
        var status = stat()
        guard stat(file, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .unreachable(file, cannotBe: "opened", errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged(file, "it is not a regular file") }
        return Int64(status.st_size)
    }

    /// Which file of the disk it is, whatever its name; `nil` where there is none.
    func identity() -> Identity? {
        var status = stat()
        return stat(file, &status) == 0 ? Identity(device: status.st_dev, number: status.st_ino) : nil
    }

    struct Identity: Equatable {
        let device: dev_t
        let number: ino_t
    }

    /// The file as SQLite opens it that writes nothing, not even beside it, and looks for no log.
    var unchanging: String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-".utf8)
        let path = file.utf8.reduce(into: "") { path, byte in
            let hex = String(byte, radix: 16)
            path += plain.contains(byte) ? String(Unicode.Scalar(byte)) : "%\(hex.utf8.count == 1 ? "0" : "")\(hex)"
        }
        return "file:\(path)?immutable=1"
    }

    /// When the file was last written to, and how long it is; `nil` where there is none.
    func version() -> [Int]? {
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        return [
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_size), Int(bitPattern: UInt(status.st_ino)),
        ]
    }

    /// Whether the disk that a file is on has room for next to nothing.
    static func isFull(_ path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && UInt64(status.f_bavail) * UInt64(status.f_frsize) < 1 << 16
    }

    /// Whether SQLite's file beside the store with this ending exists and holds anything.
    func hasContent(besideWith ending: String) -> Bool {
        var status = stat()
        return stat(file + ending, &status) == 0 && status.st_size > 0
    }
}
