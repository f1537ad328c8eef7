import Glibc
import Testing

@testable import ProcessKeeping

@Suite(.timeLimit(.minutes(1))) struct WireTests {
    @Test(arguments: [0, 1, 1 << 15, 1 << 15 + 1, 1 << 20]) func `a message arrives whole, with its open files`(
        length: Int
    ) throws {
        let (near, far) = try #require(Wire.pair())
        defer {
            near.close()
            far.close()
        }
        var ends: [CInt] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        #expect(near.send(Wire.Message(kind: 7, bytes: bytes, descriptors: [ends[1]])) == 0)
        let message = try #require(far.receive())
        #expect(message.kind == 7)
        #expect(message.bytes == bytes)
        let copy = try #require(message.descriptors.first)
        defer { close(copy) }
        #expect(message.descriptors.count == 1)
        #expect(write(copy, "x", 1) == 1)
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 1 && byte == UInt8(ascii: "x"))
    }

    @Test func `what was sent is read though the sender is gone, and has left something unread`() throws {
        let (near, far) = try #require(Wire.pair())
        near.send(Wire.Message(kind: 1))
        far.send(Wire.Message(kind: 2))
        far.send(Wire.Message(kind: 3))
        far.close()
        #expect(near.receive()?.kind == 2)
        #expect(near.receive()?.kind == 3)
        #expect(near.receive()?.kind == nil)
        #expect(near.isCut)
        #expect(near.send(Wire.Message(kind: 1)) == EPIPE)
        near.close()
    }
}
