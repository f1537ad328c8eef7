/// What a keeper is told: a process, to the byte. The open files come along beside it: where the process writes,
/// and what it reads.
public struct Order: Sendable {
    /// Tells it from all other orders of the same supervisor's owner.
    var serial: Int64 = 0
    /// What it is for, in words of whoever gives it: it is found again by them.
    public var token: [UInt8]
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
        /// What is kept is to end, within its grace.
        static let end: UInt8 = 2
        /// What is kept is to be gone at once.
        static let kill: UInt8 = 3
        /// What is being kept? The answer repeats the number that comes with the question.
        static let ask: UInt8 = 4
        /// The last report is on record, and need not be kept.
        static let forget: UInt8 = 5
        /// Who gave the orders is gone; said by the supervisor. There will be no further order.
        static let orphaned: UInt8 = 6
        /// What is kept is to stand still, because its owner does.
        static let stop: UInt8 = 7
        /// What stands still is to go on.
        static let goOn: UInt8 = 8
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        writer.write(serial)
        writer.write(token)
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
        token: [UInt8] = [], program: [UInt8], folder: [UInt8], arguments: [[UInt8]], environment: [[UInt8]],
        grace: Int64,
        patience: Int64, memoryKills: String, secrets: [[UInt8]] = []
    ) {
        self.token = token
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
        guard message.kind == Kind.order, let serial = reader.number(), let token = reader.bytes(),
            let program = reader.bytes(), let folder = reader.bytes(),
            let arguments = reader.list(), let environment = reader.list(), let grace = reader.number(),
            let patience = reader.number(), let memoryKills = reader.bytes(), let secrets = reader.list()
        else { return nil }
        self.init(
            token: token, program: program, folder: folder, arguments: arguments, environment: environment,
            grace: grace,
            patience: patience, memoryKills: String(decoding: memoryKills, as: UTF8.self), secrets: secrets)
        self.serial = serial
    }
}
