import Glibc

/// A process that has not exited.
struct LiveProcess: Hashable {
    let number: pid_t
    let parent: pid_t
    /// When it was started, in ticks since the machine was. With the number it names one process for good.
    let started: UInt64

    /// Reads what `/proc` says of a process; `nil` where there is none, or where it has exited and is not reaped yet.
    init?(number: pid_t) {
        guard let file = Descriptor(open("/proc/\(number)/stat", O_RDONLY | O_CLOEXEC)) else { return nil }
        let fields = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { buffer -> Fields? in
            let count = read(file.number, buffer.baseAddress, buffer.count)
            return count > 0 ? Fields(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])) : nil
        }
        guard let fields, fields.state != UInt8(ascii: "Z"), fields.state != UInt8(ascii: "X") else { return nil }
        self.number = number
        parent = fields.parent
        started = fields.started
    }

    /// Sends signals, unless the process is gone by now and its number another's.
    func send(_ signals: CInt...) {
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

extension LiveProcess {
    /// `number (name) state parent group session …`; the name may hold blanks and parentheses.
    private struct Fields {
        let state: UInt8
        let parent: pid_t
        let started: UInt64

        init?(_ text: UnsafeRawBufferPointer) {
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
}
