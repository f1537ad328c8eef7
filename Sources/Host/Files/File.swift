import Glibc

/// Files, whole.
public enum File {
    /// The content of a file; `nil`, and `errno` set, where it cannot be read.
    public static func content(of path: String) -> [UInt8]? {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC)) else { return nil }
        return content(of: file.number)
    }

    /// What is still to be read of an open file; `nil`, and `errno` set, where it cannot be read.
    public static func content(of file: Int32) -> [UInt8]? {
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        // A file of /proc says that it has no size, and one that is being written may grow.
        var bytes: [UInt8] = []
        var block = max(Int(status.st_size) + 1, 1 << 12)
        while true {
            var failed = false
            let piece = [UInt8](unsafeUninitializedCapacity: block) { buffer, count in
                count = uninterrupted { read(file, buffer.baseAddress, buffer.count) }
                failed = count < 0
                count = max(count, 0)
            }
            if failed { return nil }
            if piece.isEmpty { return bytes }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            block = 1 << 16
        }
    }

    /// Writes all of some bytes to an open file.
    ///
    /// - Returns: the system's number where that failed half-way; 0 where all is written.
    public static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32 {
        var rest = bytes
        while !rest.isEmpty {
            let count = uninterrupted { Glibc.write(file, rest.baseAddress, rest.count) }
            guard count > 0 else { return errno }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return 0
    }
}
