import Host

/// How many processes the system has killed for want of memory since the machine was started.
enum MemoryKills {
    /// Where Linux counts them (4.13 and later).
    static let path = "/proc/vmstat"

    /// The number behind `oom_kill` in the file; `nil` where there is none.
    static func count(in path: String) -> Int64? {
        guard let bytes = File.content(of: path) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: "oom_kill ".utf8) {
            return Int64(String(decoding: line.dropFirst(9), as: UTF8.self))
        }
        return nil
    }
}
