import Glibc
import PipelineGraph

/// The end of a log, made safe to show: a task's output must not drive the reader's terminal.
enum LogTail {
    /// How much of the end is looked at.
    private static let window = 1 << 15

    /// The last lines, without those that are empty at the end.
    static func lines(of path: String, last count: Int) -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - window)
        var bytes = [UInt8](repeating: 0, count: size - start)
        let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, start) }
        guard got > 0 else { return [] }
        var lines = bytes[..<got].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.suffix(count).map { Column.cut(logLine($0), to: 400) }
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
