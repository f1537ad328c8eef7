/// What has become of an order, said by its keeper once no process of the attempt is left.
public enum Report: Hashable, Sendable {
    /// Nothing was started; the number is the system's.
    case notStarted(Stage, Int32)
    /// The process and all that it left behind are gone.
    case ended(Ending)

    public enum Stage: Int64, Sendable {
        /// The working folder cannot be entered.
        case folder
        /// The program cannot be started.
        case program
        /// What it prints cannot be filtered.
        case log
    }

    public struct Ending: Hashable, Sendable {
        /// As `wait(2)` gives it.
        public var status: Int32
        /// Whether it was asked to end before it had exited.
        public var wasAsked: Bool
        /// Whether the system killed a process for want of memory, and this one, or one that it reports on, was killed.
        public var lackedMemory: Bool
        /// Why not all that it printed is in its log, as the system's number; 0 where all is.
        public var logTrouble: Int32 = 0
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        switch self {
        case .notStarted(let stage, let code):
            writer.write(stage.rawValue)
            writer.write(Int64(code))
            return Wire.Message(kind: 1, bytes: writer.bytes)
        case .ended(let ending):
            writer.write(Int64(ending.status))
            writer.write(ending.wasAsked ? 1 : 0)
            writer.write(ending.lackedMemory ? 1 : 0)
            writer.write(Int64(ending.logTrouble))
            return Wire.Message(kind: 2, bytes: writer.bytes)
        }
    }

    init?(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        switch message.kind {
        case 1:
            guard let stage = reader.number().flatMap(Stage.init), let code = reader.number() else { return nil }
            self = .notStarted(stage, CInt(truncatingIfNeeded: code))
        case 2:
            guard let status = reader.number(), let asked = reader.number(), let memory = reader.number(),
                let trouble = reader.number()
            else { return nil }
            self = .ended(
                Ending(
                    status: CInt(truncatingIfNeeded: status), wasAsked: asked == 1, lackedMemory: memory == 1,
                    logTrouble: CInt(truncatingIfNeeded: trouble)))
        default: return nil
        }
    }
}
