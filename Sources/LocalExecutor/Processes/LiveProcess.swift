import Glibc

/// A process that has not exited.
struct LiveProcess {
    let number: pid_t
    let group: pid_t
    let session: pid_t

    /// Reads what `/proc` says of a process; `nil` where there is none, or where it has exited and is not reaped yet.
    init?(number: pid_t) {
        guard let file = Descriptor(open("/proc/\(number)/stat", O_RDONLY | O_CLOEXEC)) else { return nil }
        let fields = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { buffer -> Fields? in
            let count = read(file.number, buffer.baseAddress, buffer.count)
            return count > 0 ? Fields(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])) : nil
        }
        guard let fields, fields.state != UInt8(ascii: "Z"), fields.state != UInt8(ascii: "X") else { return nil }
        self.number = number
        group = fields.group
        session = fields.session
    }

    /// Sends a signal, unless the process is gone by now and its number another's.
    func send(_ signal: CInt) {
        guard let calls = ProcessDescriptorCalls.shared else {
            kill(number, signal)
            return
        }
        guard let process = Descriptor(calls.open(number, 0)) else { return }
        // What is open can no longer change: if it is in the session now, then it is the one that was found.
        guard let now = LiveProcess(number: number), now.session == session else { return }
        _ = calls.send(process.number, signal, nil, 0)
    }
}

extension LiveProcess {
    /// `number (name) state parent group session …`; the name may hold blanks and parentheses.
    private struct Fields {
        let state: UInt8
        let group: pid_t
        let session: pid_t

        init?(_ text: UnsafeRawBufferPointer) {
            guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
            let words = text[(end + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 4)
            guard words.count > 4, let state = words[0].first, let group = Self.number(words[2]),
                let session = Self.number(words[3])
            else { return nil }
            self.state = state
            self.group = group
            self.session = session
        }

        private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> pid_t? {
            pid_t(String(decoding: digits, as: UTF8.self))
        }
    }
}
