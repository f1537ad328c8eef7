import Glibc
import Host

/// What tells whether files have changed: first, without reading them, by their names, sizes, and times to the nanosecond; and
/// where these differ, by what is in them. A file that was saved as it was, or a package that was copied or is called by another
/// path, has not changed.
struct Fingerprint {
    /// A file, by the name under which it counts.
    struct File {
        let name: String
        let path: String
        let status: stat
    }

    private let files: [File]

    /// Of files in whatever order.
    init(_ files: [File]) { self.files = files.sorted { $0.name < $1.name } }

    /// That of one file; `nil` where there is none. Which one it is, is in its content.
    init?(of file: String) {
        let path = Path.resolved(file)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init([File(name: path, path: path, status: status)])
    }

    /// Of the names, sizes and times.
    var quick: String {
        var hash = Hash()
        for file in files {
            hash.add(file.name.utf8)
            let status = file.status
            let numbers = [
                Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_size),
                Int64(truncatingIfNeeded: status.st_ino), Int64(truncatingIfNeeded: status.st_dev),
            ]
            for number in numbers { hash.add(number) }
        }
        return hash.text
    }

    /// Of the names, but for that of a single file, and the contents.
    var content: String {
        var hash = Hash()
        for file in files {
            if files.count > 1 { hash.add(file.name.utf8) }
            let bytes = Host.File.content(of: file.path) ?? []
            hash.add(Int64(bytes.count))
            hash.add(bytes)
        }
        return hash.text
    }

    /// FNV-1a with 64 bits (Fowler, Noll and Vo): it guards against change, not against malice.
    private struct Hash {
        private var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ number: Int64) {
            for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> Int64(shift))) }
        }

        mutating func add(_ bytes: some Sequence<UInt8>) { for byte in bytes { add(byte) } }

        private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

        var text: String { String(value, radix: 16) }
    }
}
