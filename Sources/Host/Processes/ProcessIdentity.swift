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
        number > 0 ? read("/proc/\(number)/stat", number) : nil
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
    public static var own: ProcessIdentity? { read("/proc/self/stat", getpid()) }

    private static func read(_ path: String, _ number: Int32) -> ProcessIdentity? {
        ProcessStat(path).map { ProcessIdentity(number: number, startedAt: Int64(truncatingIfNeeded: $0.started)) }
    }
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
