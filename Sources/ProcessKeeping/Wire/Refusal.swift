/// A process that a keeper is to kill and may not, because it is another user's by now; said by the keeper, which goes on to wait for it.
struct Refusal {
    /// The order that the process belongs to.
    let serial: Int64
    let process: Int32

    /// Beside those of ``NumberedReport`` and ``Kept``.
    private static let kind: UInt8 = 4

    init(serial: Int64, process: Int32) {
        self.serial = serial
        self.process = process
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        writer.write(serial)
        writer.write(Int64(process))
        return Wire.Message(kind: Refusal.kind, bytes: writer.bytes)
    }

    init?(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        guard message.kind == Refusal.kind, let serial = reader.number(), let process = reader.number() else {
            return nil
        }
        self.init(serial: serial, process: Int32(truncatingIfNeeded: process))
    }
}
