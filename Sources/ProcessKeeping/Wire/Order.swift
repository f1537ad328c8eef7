/// What a keeper is told: the process of an attempt, to the byte. The open files come along beside it: where the process writes,
/// and what it reads.
public struct Order: Sendable {
    /// The program's file; relative to the folder where it does not begin with a slash. Ends with a zero byte, as all that follow.
    public var program: [UInt8]
    /// Where the process starts.
    public var folder: [UInt8]
    public var arguments: [[UInt8]]
    /// `NAME=value`, every name once.
    public var environment: [[UInt8]]
    /// How long it may take to end when it is asked to, in milliseconds.
    public var grace: Int64
    /// How long what it leaves behind may go on by itself, and then again after being asked to end, in milliseconds.
    public var patience: Int64
    /// Where the system counts the processes that it killed for want of memory.
    public var memoryKills: String
    /// What must not be seen in the log. Without any, the process writes to the log itself.
    public var secrets: [[UInt8]] = []

    /// The kinds of message that a keeper takes.
    enum Kind {
        static let order: UInt8 = 1
        /// The attempt is to end, within its grace.
        static let end: UInt8 = 2
        /// The attempt is to be gone at once.
        static let kill: UInt8 = 3
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        writer.write(program)
        writer.write(folder)
        writer.write(arguments)
        writer.write(environment)
        writer.write(grace)
        writer.write(patience)
        writer.write(Array(memoryKills.utf8))
        writer.write(secrets)
        return Wire.Message(kind: Kind.order, bytes: writer.bytes)
    }

    public init(
        program: [UInt8], folder: [UInt8], arguments: [[UInt8]], environment: [[UInt8]], grace: Int64, patience: Int64,
        memoryKills: String, secrets: [[UInt8]] = []
    ) {
        self.program = program
        self.folder = folder
        self.arguments = arguments
        self.environment = environment
        self.grace = grace
        self.patience = patience
        self.memoryKills = memoryKills
        self.secrets = secrets
    }

    init?(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        guard message.kind == Kind.order, let program = reader.bytes(), let folder = reader.bytes(),
            let arguments = reader.list(), let environment = reader.list(), let grace = reader.number(),
            let patience = reader.number(), let memoryKills = reader.bytes(), let secrets = reader.list()
        else { return nil }
        self.init(
            program: program, folder: folder, arguments: arguments, environment: environment, grace: grace,
            patience: patience, memoryKills: String(decoding: memoryKills, as: UTF8.self), secrets: secrets)
    }
}
