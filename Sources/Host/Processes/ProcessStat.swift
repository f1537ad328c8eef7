import Glibc

/// What `/proc/PID/stat` says of a process: `number (name) state parent group session …`.
struct ProcessStat {
    let parent: pid_t
    /// When it was started, in ticks since the machine was. With the number it names one process for good.
    let started: UInt64
    private let state: UInt8

    /// Whether it has exited; it is only not reaped yet.
    var hasExited: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }

    /// Reads the file; `nil` where there is no such process, or none that can be seen from here.
    init?(_ path: String) {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC)) else { return nil }
        let stat = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { buffer -> ProcessStat? in
            let count = read(file.number, buffer.baseAddress, buffer.count)
            return count > 0
                ? ProcessStat(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])) : nil
        }
        guard let stat else { return nil }
        self = stat
    }

    /// The name may hold blanks and parentheses: the fields are those after the last one. The start is the 22nd of all.
    private init?(_ text: UnsafeRawBufferPointer) {
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let words = text[(end + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 20)
        guard words.count > 19, let state = words[0].first, let parent = Self.number(words[1]),
            let started = Self.number(words[19])
        else { return nil }
        self.state = state
        self.parent = pid_t(truncatingIfNeeded: parent)
        self.started = started
    }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt64? {
        UInt64(String(decoding: digits, as: UTF8.self))
    }
}
