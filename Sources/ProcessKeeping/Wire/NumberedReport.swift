/// A report on its way, with the number of the order that it is about.
struct NumberedReport: Hashable {
    var serial: Int64
    var report: Report

    /// The kinds of message that a keeper sends; the third is ``Kept``.
    private enum Kind {
        static let notStarted: UInt8 = 1
        static let ended: UInt8 = 2
    }

    init(serial: Int64, _ report: Report) {
        self.serial = serial
        self.report = report
    }

    var message: Wire.Message {
        var writer = ByteWriter()
        writer.write(serial)
        switch report {
        case .notStarted(let stage, let code):
            writer.write(stage.rawValue)
            writer.write(Int64(code))
            return Wire.Message(kind: Kind.notStarted, bytes: writer.bytes)
        case .ended(let ending):
            for number in [
                Int64(ending.status), ending.wasAsked ? 1 : 0, ending.lackedMemory ? 1 : 0, Int64(ending.logTrouble),
                ending.usage.peakMemory, ending.usage.userTime, ending.usage.systemTime, ending.logBytes,
            ] { writer.write(number) }
            return Wire.Message(kind: Kind.ended, bytes: writer.bytes)
        }
    }

    init?(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        guard let serial = reader.number() else { return nil }
        self.serial = serial
        switch message.kind {
        case Kind.notStarted:
            guard let stage = reader.number().flatMap(Report.Stage.init), let code = reader.number() else { return nil }
            report = .notStarted(stage, CInt(truncatingIfNeeded: code))
        case Kind.ended:
            var numbers: [Int64] = []
            while let number = reader.number() { numbers.append(number) }
            guard numbers.count == 8 else { return nil }
            report = .ended(
                Report.Ending(
                    status: CInt(truncatingIfNeeded: numbers[0]), wasAsked: numbers[1] == 1,
                    lackedMemory: numbers[2] == 1, logTrouble: CInt(truncatingIfNeeded: numbers[3]),
                    usage: ProcessUsage(peakMemory: numbers[4], userTime: numbers[5], systemTime: numbers[6]),
                    logBytes: numbers[7]))
        default: return nil
        }
    }
}
