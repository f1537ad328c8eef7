import Glibc
import PipelineGraph

/// Copies a log to the reader, as far as it goes and then as it grows, in pieces of bounded size.
final class LogCopy {
    private let console: Console
    private let path: String
    private var descriptor: CInt = -1
    /// What came after the last line break, on a terminal, where lines are shown whole.
    private var rest: [UInt8] = []
    /// Whether nothing has come so far.
    private(set) var isEmpty = true
    /// A line longer than this is shown in pieces.
    private static let lineLimit = 1 << 16

    init(path: String, console: Console) {
        self.path = path
        self.console = console
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Opens the log and copies what is there; `false`, and `errno` set, where it cannot.
    func begin() -> Bool {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        copy()
        return true
    }

    /// Copies what has come since.
    func copy() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let toTerminal = console.isTerminal
        while console.hasReader {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            isEmpty = false
            if toTerminal { show(buffer[..<count]) } else { console.write(buffer[..<count]) }
        }
        if toTerminal, !rest.isEmpty {
            console.write(LogTail.logLine(rest))
            rest = []
        }
        console.flush()
    }

    private func show(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || rest.count >= LogCopy.lineLimit {
                console.line(LogTail.logLine(rest))
                rest.removeAll(keepingCapacity: true)
                if byte == UInt8(ascii: "\n") { continue }
            }
            rest.append(byte)
        }
    }
}
