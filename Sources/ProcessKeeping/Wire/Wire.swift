import Glibc
import Host

/// One end of a connection between two processes of a launcher, over which messages and open files go.
///
/// A message is a packet: its kind and its bytes. It is sent in one call and taken out in one, so that a process that is killed
/// leaves no half of one behind, whoever holds the wire next. What is too long for a packet goes along as a file in memory.
/// Whatever fails is an end: there is nothing else to be done about it.
struct Wire: Sendable {
    let number: CInt

    struct Message {
        var kind: UInt8
        var bytes: [UInt8] = []
        /// Open files that came along; whoever takes the message closes them.
        var descriptors: [CInt] = []
    }

    /// In bytes, of a packet; longer messages go as files.
    private static let limit = 1 << 15

    /// `SOCK_SEQPACKET`, with the descriptors closed on `exec`.
    static let type = CInt(SOCK_SEQPACKET.rawValue) | CInt(SOCK_CLOEXEC.rawValue)

    /// Both ends of a new one.
    static func pair() -> (Wire, Wire)? {
        var ends: [CInt] = [-1, -1]
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

    /// Sends a message.
    ///
    /// - Returns: the system's number where it could not be sent, `EPIPE` where the other end is gone; 0 where it was.
    @discardableResult
    func send(_ message: Message) -> CInt {
        var packet = [message.kind, 0]
        guard message.bytes.count > Wire.limit else {
            packet.append(contentsOf: message.bytes)
            return send(packet, message.descriptors)
        }
        packet[1] = 1
        guard let file = MemoryFile.make(message.bytes) else { return errno }
        return send(packet, message.descriptors + [file.number])
    }

    private func send(_ packet: [UInt8], _ descriptors: [CInt]) -> CInt {
        packet.withUnsafeBytes { packet in uninterrupted { send(packet, descriptors) } < 0 ? errno : 0 }
    }

    /// Waits for a message; `nil` where none will come.
    func receive() -> Message? {
        withUnsafeTemporaryAllocation(byteCount: Wire.limit + 2, alignment: 8) { buffer in
            var descriptors: [CInt] = []
            while true {
                let count = receive(into: buffer, &descriptors)
                // An end that was closed with something unread in it says so once, before what it has sent itself.
                if count < 0, errno == EINTR || errno == ECONNRESET { continue }
                guard count >= 2 else { return nil }
                if buffer[1] == 0 {
                    return Message(kind: buffer[0], bytes: Array(buffer[2..<count]), descriptors: descriptors)
                }
                guard let file = Descriptor(descriptors.popLast() ?? -1), let bytes = MemoryFile.content(file.number)
                else {
                    for descriptor in descriptors { _ = Glibc.close(descriptor) }
                    return nil
                }
                return Message(kind: buffer[0], bytes: bytes, descriptors: descriptors)
            }
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
