import Glibc

/// A process beyond doubt: its number, which is given out again when it has ended, and the moment of its start.
public struct ProcessIdentity: Hashable, Sendable {
    public let number: Int32
    /// When it started, in clock ticks since the machine did.
    public let startedAt: Int64

    public init(number: Int32, startedAt: Int64) {
        self.number = number
        self.startedAt = startedAt
    }

    /// The process that has that number now; `nil` where none has, or where it cannot be seen from here.
    public static func current(_ number: Int32) -> ProcessIdentity? {
        guard number > 0, let startedAt = startTime(in: "/proc/\(number)/stat") else { return nil }
        return ProcessIdentity(number: number, startedAt: startedAt)
    }

    /// Whether it is there and has not exited.
    public var isAlive: Bool { startedAt > 0 && LiveProcess(number: number)?.started == UInt64(startedAt) }

    /// Whether it executes a file of the same name as this process does.
    public var runsThisProgram: Bool {
        let own = ProcessIdentity.program(in: "/proc/self/exe")
        return own != nil && own == ProcessIdentity.program(in: "/proc/\(number)/exe")
    }

    private static func program(in link: String) -> String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &path, path.count)
        guard count > 0 else { return nil }
        let bytes = path[..<count].map { UInt8(bitPattern: $0) }
        return bytes.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
    }

    /// This process.
    public static var own: ProcessIdentity? {
        startTime(in: "/proc/self/stat").map { ProcessIdentity(number: getpid(), startedAt: $0) }
    }

    private static func startTime(in path: String) -> Int64? {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC)) else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { buffer in
            let count = read(file.number, buffer.baseAddress, buffer.count)
            return count > 0 ? startTime(UnsafeRawBufferPointer(buffer).prefix(count)) : nil
        }
    }

    /// The 22nd field of `number (name) state parent …`; the name may hold blanks and parentheses.
    private static func startTime(_ text: Slice<UnsafeRawBufferPointer>) -> Int64? {
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let words = text[(end + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 20)
        return words.count > 19 ? Int64(String(decoding: words[19], as: UTF8.self)) : nil
    }
}

/// Why a process could not be sent a signal.
public enum SignalRefusal: Error, Hashable, Sendable {
    /// It has ended, or its number is another's now.
    case gone
    /// It is another user's.
    case notPermitted
    /// The system's reason.
    case failed(String)
}

extension ProcessIdentity {
    /// Sends a signal to this process, and never to another that has got its number.
    ///
    /// - Parameter value: goes with the signal, as with `sigqueue(3)`.
    public func send(_ signal: Int32, value: Int32) throws(SignalRefusal) {
        guard let calls = ProcessDescriptorCalls.shared else {
            throw .failed("the C library is older than 2.36 and has no descriptors of processes")
        }
        guard let process = Descriptor(calls.open(number, 0)) else { throw ProcessIdentity.refusal(errno) }
        // What is open can no longer change: if it started when it should have, it is the one that is meant.
        guard ProcessIdentity.current(number) == self else { throw .gone }
        var information = QueuedSignal(signal: signal, value: value)
        guard calls.send(process.number, signal, &information, 0) == 0 else { throw ProcessIdentity.refusal(errno) }
    }

    private static func refusal(_ code: Int32) -> SignalRefusal {
        switch code {
        case ESRCH: .gone
        case EPERM: .notPermitted
        default: .failed(String(cString: strerror(code)))
        }
    }
}

/// What the kernel takes for a `siginfo_t` of `sigqueue(3)`; Swift does not see the names of its fields. It is the same
/// on every 64-bit Linux: 128 bytes, of which these are used.
struct QueuedSignal {
    let signal: Int32
    private let error: Int32 = 0
    /// SI_QUEUE.
    private let code: Int32 = -1
    private let padding: Int32 = 0
    private let sender = getpid()
    private let user = getuid()
    let value: Int64
    private let rest: (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) =
        (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    init(signal: Int32, value: Int32) {
        self.signal = signal
        self.value = Int64(value)
    }
}
