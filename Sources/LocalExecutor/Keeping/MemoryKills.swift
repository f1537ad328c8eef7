import Glibc

/// How many processes the system has killed for want of memory since the machine was started.
enum MemoryKills {
    /// Where Linux counts them (4.13 and later).
    static let path = "/proc/vmstat"

    /// The number behind `oom_kill` in the file; `nil` where there is none.
    static func count(in path: String) -> Int64? {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC)) else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(file.number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: "oom_kill ".utf8) {
            return Int64(String(decoding: line.dropFirst(9), as: UTF8.self))
        }
        return nil
    }
}
