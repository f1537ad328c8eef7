/// What a keeper keeps, said when it is asked: an order that is being carried out, or one whose report nobody has told it to
/// forget, and then that report comes before this.
struct Kept: Hashable {
    /// The number that came with the question.
    var question: Int64
    /// The order's; 0 where nothing is kept.
    var serial: Int64
    /// The order's.
    var token: [UInt8]

    private static let kind: UInt8 = 3

    init(question: Int64, serial: Int64, token: [UInt8]) {
        self.question = question
        self.serial = serial
        self.token = token
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        writer.write(question)
        writer.write(serial)
        writer.write(token)
        return Wire.Message(kind: Kept.kind, bytes: writer.bytes)
    }

    init?(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        guard message.kind == Kept.kind, let question = reader.number(), let serial = reader.number(),
            let token = reader.bytes()
        else { return nil }
        self.init(question: question, serial: serial, token: token)
    }
}
