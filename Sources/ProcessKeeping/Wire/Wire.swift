import Glibc

/// One end of a stream between two processes of a driver, over which messages and open files go.
///
/// A message is its length, its kind and its bytes. Whatever fails is an end: there is nothing else to be done about it.
struct Wire: Sendable {
    let number: CInt

    struct Message {
        var kind: UInt8
        var bytes: [UInt8] = []
        /// Open files that came along; whoever takes the message closes them.
        var descriptors: [CInt] = []
    }

    /// No message is longer: arguments and an environment are at most 2 MB on Linux.
    private static let limit = 1 << 26
    private static let headLength = 5

    /// Both ends of a new one.
    static func pair() -> (Wire, Wire)? {
        var ends: [CInt] = [-1, -1]
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
        return (Wire(number: ends[0]), Wire(number: ends[1]))
    }

    func close() { _ = Glibc.close(number) }

    /// Tells both ends that nothing more comes.
    func shutDown() { shutdown(number, CInt(SHUT_RDWR)) }

    /// Whether the other end is gone, whatever it has sent before.
    var isCut: Bool {
        var place = pollfd(fd: number, events: 0, revents: 0)
        return poll(&place, 1, 0) > 0 && place.revents & Int16(POLLHUP) != 0
    }

    /// Sends a message; `false` where the other end is gone.
    @discardableResult
    func send(_ message: Message) -> Bool {
        var bytes = withUnsafeBytes(of: UInt32(message.bytes.count).littleEndian) { Array($0) }
        bytes.append(message.kind)
        bytes.append(contentsOf: message.bytes)
        return bytes.withUnsafeBytes { buffer in
            var rest = buffer
            var descriptors = message.descriptors
            while !rest.isEmpty {
                let count = send(rest, descriptors)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                // They went with the first byte.
                descriptors = []
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }

    /// Waits for a message; `nil` where none will come.
    func receive() -> Message? {
        var descriptors: [CInt] = []
        var head = [UInt8](repeating: 0, count: Wire.headLength)
        guard fill(&head, &descriptors) else { return nil }
        let length = head[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Wire.limit else { return nil }
        var bytes = [UInt8](repeating: 0, count: length)
        guard fill(&bytes, &descriptors) else { return nil }
        return Message(kind: head[4], bytes: bytes, descriptors: descriptors)
    }

    private func fill(_ bytes: inout [UInt8], _ descriptors: inout [CInt]) -> Bool {
        bytes.withUnsafeMutableBytes { buffer in
            var rest = buffer
            while !rest.isEmpty {
                let count = receive(into: rest, &descriptors)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }

    // MARK: Open files
    // What the macros CMSG_LEN, CMSG_SPACE and CMSG_DATA reckon in C: a head, then the numbers, in whole words.

    private static let controlHead = MemoryLayout<cmsghdr>.size
    private static let controlLimit = controlHead + 8 * MemoryLayout<CInt>.size

    private func send(_ bytes: UnsafeRawBufferPointer, _ descriptors: [CInt]) -> Int {
        withUnsafeTemporaryAllocation(byteCount: Wire.controlLimit, alignment: 8) { control in
            var part = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
            return withUnsafeMutablePointer(to: &part) { part in
                var message = msghdr()
                message.msg_iov = part
                message.msg_iovlen = 1
                if !descriptors.isEmpty {
                    let length = descriptors.count * MemoryLayout<CInt>.size
                    var head = cmsghdr()
                    head.cmsg_len = Wire.controlHead + length
                    head.cmsg_level = SOL_SOCKET
                    head.cmsg_type = CInt(SCM_RIGHTS)
                    control.storeBytes(of: head, as: cmsghdr.self)
                    descriptors.withUnsafeBytes { numbers in
                        UnsafeMutableRawBufferPointer(rebasing: control[Wire.controlHead...]).copyMemory(from: numbers)
                    }
                    message.msg_control = control.baseAddress
                    message.msg_controllen = Wire.controlHead + (length + 7) / 8 * 8
                }
                return sendmsg(number, &message, CInt(MSG_NOSIGNAL))
            }
        }
    }

    private func receive(into bytes: UnsafeMutableRawBufferPointer, _ descriptors: inout [CInt]) -> Int {
        withUnsafeTemporaryAllocation(byteCount: Wire.controlLimit, alignment: 8) { control in
            var part = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
            return withUnsafeMutablePointer(to: &part) { part in
                var message = msghdr()
                message.msg_iov = part
                message.msg_iovlen = 1
                message.msg_control = control.baseAddress
                message.msg_controllen = control.count
                let count = recvmsg(number, &message, CInt(MSG_CMSG_CLOEXEC))
                guard count > 0, message.msg_controllen > Wire.controlHead else { return count }
                let head = control.load(as: cmsghdr.self)
                guard head.cmsg_level == SOL_SOCKET, head.cmsg_type == CInt(SCM_RIGHTS) else { return count }
                var place = Wire.controlHead
                while place + MemoryLayout<CInt>.size <= head.cmsg_len {
                    descriptors.append(control.loadUnaligned(fromByteOffset: place, as: CInt.self))
                    place += MemoryLayout<CInt>.size
                }
                return count
            }
        }
    }
}
