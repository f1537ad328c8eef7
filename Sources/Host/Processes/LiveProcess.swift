import Glibc

/// A process of which a thread lives.
public struct LiveProcess: Hashable, Sendable {
    public let number: Int32
    public let parent: Int32
    /// When it was started, in ticks since the machine was. With the number it names one process for good.
    public let started: UInt64

    /// Reads what `/proc` says of a process; `nil` where there is none, or where it has exited and is not reaped yet.
    ///
    /// Where its first thread alone has ended (`pthread_exit` in `main`), `/proc` says of the process what it says of that.
    public init?(number: Int32) {
        guard let stat = ProcessStat("/proc/\(number)/stat"),
            !stat.hasExited || LiveProcess.hasThread(number)
        else { return nil }
        self.number = number
        parent = stat.parent
        started = stat.started
    }

    private static func hasThread(_ number: Int32) -> Bool {
        let threads = "/proc/\(number)/task"
        guard let stream = opendir(threads) else { return false }
        defer { closedir(stream) }
        while let record = readdir(stream) {
            if Folder.isItsOwn(record) { continue }
            if let stat = ProcessStat("\(threads)/\(FileName(record))/stat"), !stat.hasExited { return true }
        }
        return false
    }

    /// Whether it belongs to another user, so that no signal can be sent to it from here.
    public var isAnothers: Bool { kill(number, 0) != 0 && errno == EPERM }

    /// Sends signals, unless the process is gone by now and its number another's.
    public func send(_ signals: Int32...) {
        guard let calls = ProcessDescriptorCalls.shared, let process = Descriptor(calls.open(number, 0)) else {
            // It is gone, or the system has no such descriptors or none left: then a look just before must do.
            guard LiveProcess(number: number)?.started == started else { return }
            for signal in signals { kill(number, signal) }
            return
        }
        // What is open can no longer change: if it was started at that moment, then it is the one that was found.
        guard LiveProcess(number: number)?.started == started else { return }
        for signal in signals { _ = calls.send(process.number, signal, nil, 0) }
    }
}
