import Dataswarm
import Glibc
import PipelineGraph
import PipelineRecord
import Runs
import Synchronization

/// The output of what runs, line by line as it comes: follows the logs of all attempts that are under way.
///
/// An attempt's last line is told before anybody hears of its end, for it hears of that first.
final class OutputTail: RunListener {
    /// A line of a task's attempt, with what a terminal would not show of it.
    struct Line {
        let key: TaskKey
        let number: Int
        let bytes: ArraySlice<UInt8>

        /// As it may be shown on a terminal: of a line that was written over again and again, what stood there in the end.
        var shown: String {
            TerminalText(String(decoding: bytes, as: UTF8.self)).lines.joined(separator: " ").printable
        }
    }

    private struct Log {
        let number: Int
        let path: String
        var descriptor: CInt = -1
        /// What came after the last line break.
        var rest: [UInt8] = []
    }

    private struct State {
        var logs: [TaskKey: Log] = [:]
        var isFollowing = false
        var isOver = false
    }

    /// How often it looks.
    private static let period = Duration.milliseconds(100)
    /// A line longer than this is told in pieces.
    private static let lineLimit = 1 << 16

    private let folder: StateFolder
    private let tell: @Sendable (Line) -> Void
    private let state = Mutex(State())

    init(_ folder: StateFolder, tell: @escaping @Sendable (Line) -> Void) {
        self.folder = folder
        self.tell = tell
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .attemptBegan(let key, let number, _): begin(key, number)
        case .attemptEnded(let key, _, _, _, _), .taskChanged(let key, _, _, _), .tookOver(let key, _, _): end(key)
        case .ended, .broke: state.withLock { $0.isOver = true }
        default: break
        }
    }

    private func begin(_ key: TaskKey, _ number: Int) {
        let isFirst = state.withLock { state in
            state.logs[key] = Log(number: number, path: folder.log(number, of: key.task, ds: key.ds))
            defer { state.isFollowing = true }
            return !state.isFollowing
        }
        guard isFirst else { return }
        _Concurrency.Task.detached { [self] in
            while !state.withLock(\.isOver) {
                state.withLock { state in for key in state.logs.keys.sorted() { follow(key, &state) } }
                try? await _Concurrency.Task.sleep(for: OutputTail.period)
            }
        }
    }

    private func end(_ key: TaskKey) {
        state.withLock { state in
            follow(key, &state)
            guard let log = state.logs.removeValue(forKey: key) else { return }
            if !log.rest.isEmpty { tell(Line(key: key, number: log.number, bytes: log.rest[...])) }
            if log.descriptor >= 0 { close(log.descriptor) }
        }
    }

    /// Tells the lines that have come.
    private func follow(_ key: TaskKey, _ state: inout State) {
        guard var log = state.logs[key] else { return }
        defer { state.logs[key] = log }
        if log.descriptor < 0 { log.descriptor = open(log.path, O_RDONLY | O_CLOEXEC) }
        guard log.descriptor >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(log.descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            log.rest += buffer[..<count]
            var start = log.rest.startIndex
            while let end = log.rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                tell(Line(key: key, number: log.number, bytes: log.rest[start..<end]))
                start = end + 1
            }
            log.rest.removeSubrange(..<start)
            if log.rest.count >= OutputTail.lineLimit {
                tell(Line(key: key, number: log.number, bytes: log.rest[...]))
                log.rest = []
            }
        }
    }
}
