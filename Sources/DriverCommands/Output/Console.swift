import Glibc
import Synchronization

/// A stream of text to the reader: buffered, so that 100,000 lines are not 100,000 system calls.
final class Console: Sendable {
    static let output = Console(descriptor: STDOUT_FILENO)
    static let error = Console(descriptor: STDERR_FILENO)

    let descriptor: CInt
    private let buffer = Mutex<[UInt8]>([])
    private let trouble = Mutex<CInt?>(nil)
    private let readerHasGone = Atomic(false)

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Whether a person looks at it.
    var isTerminal: Bool { isatty(descriptor) == 1 && Console.variable("TERM") != "dumb" }

    /// Whether colours are welcome; see no-color.org.
    var hasColors: Bool { isTerminal && (Console.variable("NO_COLOR") ?? "").isEmpty }

    /// How many columns and rows it has; 80 and 24 where it does not say.
    var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// How many columns there are to write in: those of the terminal, else those that `COLUMNS` says; `nil` where nobody says.
    var width: Int? {
        if isTerminal { return size.columns }
        return Console.variable("COLUMNS").flatMap { Int($0) }.flatMap { 1...10_000 ~= $0 ? $0 : nil }
    }

    /// Writes a line.
    func line(_ text: String = "") {
        buffer.withLock { buffer in
            buffer.append(contentsOf: text.utf8)
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count > 1 << 16 { drain(&buffer) }
        }
    }

    /// Writes text as it is.
    func write(_ text: String) {
        buffer.withLock { buffer in
            buffer.append(contentsOf: text.utf8)
            if buffer.count > 1 << 16 { drain(&buffer) }
        }
    }

    /// Writes bytes as they are.
    func write(_ bytes: some Sequence<UInt8>) {
        buffer.withLock { buffer in
            buffer.append(contentsOf: bytes)
            if buffer.count > 1 << 16 { drain(&buffer) }
        }
    }

    /// Whether somebody may still read what is written: asks a pipe whether it has a reader.
    var hasReader: Bool {
        if readerHasGone.load(ordering: .relaxed) { return false }
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&state, 1, 0) <= 0 || state.revents & Int16(POLLERR | POLLNVAL) == 0
    }

    /// Why something could not be written that a reader waits for, in the system's words; `nil` where nothing was lost.
    var failure: String? { trouble.withLock { $0.map { String(cString: strerror($0)) } } }

    /// Sends out what has gathered.
    func flush() { buffer.withLock { drain(&$0) } }

    private func drain(_ buffer: inout [UInt8]) {
        var start = 0
        while start < buffer.count {
            let count = buffer[start...].withUnsafeBytes { Console.put(descriptor, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                    continue
                }
                // The reader has gone, or the disk is full. A run must not end because nobody looks at it any more.
                let reason = errno
                readerHasGone.store(true, ordering: .relaxed)
                if reason != EPIPE, reason != EBADF { trouble.withLock { $0 = $0 ?? reason } }
                break
            }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func put(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
