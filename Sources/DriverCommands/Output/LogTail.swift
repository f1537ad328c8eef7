import Glibc
import PipelineGraph

/// The end of a log, made safe to show: a task's output must not drive the reader's terminal.
enum LogTail {
    /// How much of the end is looked at: more, where less has no lines to show.
    private static let windows = [1 << 15, 1 << 18, 1 << 20]
    /// How much of a line is shown: its beginning, and its end.
    private static let width = (100, 299)

    /// The last lines as a terminal would show them in the end, without those that are empty at the end.
    static func lines(of path: String, last count: Int) -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        var lines: [String] = []
        for window in windows {
            let start = max(0, size - window)
            var bytes = [UInt8](repeating: 0, count: size - start)
            let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, start) }
            guard got > 0 else { return [] }
            lines = TerminalText(String(decoding: bytes[..<got], as: UTF8.self)).lines
            while lines.last?.isEmpty == true { lines.removeLast() }
            // The first one may have begun before.
            if start == 0 || lines.count > count { break }
        }
        return lines.suffix(count).map { Column.cut($0.printable, to: width) }
    }

    /// A line of a log as it may be shown; programs that end lines as DOS did are forgiven.
    static func logLine(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...], as: UTF8.self).printableLine
    }
}

extension String {
    /// The text as it may be shown on a terminal, with tabs as blanks.
    var printableLine: String { replacing("\t", with: "    ").printable }
}
