import Glibc

/// A file or folder, whatever name it has.
public struct FileIdentity: Hashable, Sendable {
    /// The number of its file system.
    public let device: UInt64
    /// Its number there.
    public let number: UInt64

    public init(device: UInt64, number: UInt64) {
        self.device = device
        self.number = number
    }

    /// What is at a path now, links not followed; `nil` where nothing is.
    public init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }
}
