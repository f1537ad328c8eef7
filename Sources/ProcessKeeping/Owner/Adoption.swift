import Glibc
import Synchronization

/// A supervisor that was taken over from a process that is gone, with what its keepers keep.
final class Adoption: Sendable {
    private let supervisor: SupervisorLine
    private let keepers: Mutex<[Int64: Keeper]>

    private struct Keeper {
        let line: KeeperLine
        let id: OrderID
        let token: [UInt8]
        var isClaimed = false
    }

    /// What came of trying to take a supervisor over.
    enum Attempt {
        case adopted(Adoption)
        /// The supervisor is gone, and with it the wires to its keepers.
        case nobody
    }

    /// Takes a supervisor over. It is waited for where its owner is not gone yet; so this blocks.
    static func take(_ mark: Mark, in folder: String) -> Attempt {
        var pause: useconds_t = 1_000
        while true {
            switch MeetingPoint(folder: folder, mark: mark).connect() {
            case .nobody: return .nobody
            case .found(let wire, let process):
                if let adoption = try? Adoption(wire, process, mark) { return .adopted(adoption) }
                wire.close()
            case .unknown: break
            }
            // It has ended in between, or the system is short of something: the next look tells.
            usleep(pause)
            pause = min(pause * 2, 100_000)
        }
    }

    private init(_ wire: Wire, _ process: pid_t, _ mark: Mark) throws(SystemError) {
        // A task may have stopped it. Where it has not come up yet, the number is that of the process that is gone.
        if mark.isBorne(by: process) { kill(process, SIGCONT) }
        var process = process
        var wires: [(Mark, Wire)] = []
        while true {
            guard let message = wire.receive() else {
                for (_, wire) in wires { wire.close() }
                throw SystemError(code: EPIPE)
            }
            if message.kind == Supervisor.allHandedOver {
                var reader = ByteReader(message.bytes)
                if let number = reader.number() { process = pid_t(truncatingIfNeeded: number) }
                break
            }
            var reader = ByteReader(message.bytes)
            guard message.kind == Supervisor.keeperHandedOver, let number = reader.number(),
                let end = message.descriptors.first
            else { continue }
            wires.append((Mark(ofKeeper: number), Wire(number: end)))
        }
        let supervisor = SupervisorLine(adopted: wire, process: process, mark: mark)
        self.supervisor = supervisor
        keepers = Mutex([:])
        for (mark, wire) in wires { Adoption.ask(mark, wire) }
        for (keeper, wire) in wires {
            guard let kept = Adoption.answer(keeper, wire) else {
                wire.close()
                continue
            }
            let line = KeeperLine(
                wire, mark: keeper, isLasting: true, supervisor: supervisor, kept: (kept.order.serial, kept.report))
            try line.start()
            let id = OrderID(supervisor: mark.number, keeper: keeper.number, serial: kept.order.serial)
            keepers.withLock { $0[keeper.number] = Keeper(line: line, id: id, token: kept.order.token) }
        }
        try supervisor.start()
    }

    private static func ask(_ mark: Mark, _ wire: Wire) {
        var writer = ByteWriter()
        writer.write(mark.number)
        wire.send(Wire.Message(kind: Order.Kind.ask, bytes: writer.bytes))
    }

    /// What a keeper keeps; `nil` where that is nothing, or it is gone. What it has told a former owner comes before the answer.
    private static func answer(_ mark: Mark, _ wire: Wire) -> (order: Kept, report: Report?)? {
        var reports: [Int64: Report] = [:]
        while let message = wire.receive() {
            if let report = NumberedReport(message) {
                reports[report.serial] = report.report
            } else if let kept = Kept(message), kept.question == mark.number {
                return kept.serial == 0 ? nil : (kept, reports[kept.serial])
            }
        }
        return nil
    }

    /// The line to the keeper of an order, where it is that order which it keeps.
    func claim(_ id: OrderID, token: [UInt8]) -> KeeperLine? {
        keepers.withLock { keepers in
            guard let keeper = keepers[id.keeper], keeper.id == id, keeper.token == token, !keeper.line.isLost else {
                return nil
            }
            keepers[id.keeper]?.isClaimed = true
            return keeper.line
        }
    }

    /// Whether a keeper lives, whatever it keeps.
    func has(_ keeper: Int64) -> Bool { keepers.withLock { $0[keeper]?.line.isLost == false } }

    /// The order that a token stands for.
    func find(token: [UInt8]) -> OrderID? {
        keepers.withLock { $0.values.first { $0.token == token && !$0.line.isLost }?.id }
    }

    /// Kills what nobody has claimed, and returns once it is gone.
    func endStrays() async {
        let strays = keepers.withLock { keepers in
            let strays = keepers.values.filter { !$0.isClaimed }
            for stray in strays { keepers[stray.id.keeper] = nil }
            return strays
        }
        for stray in strays { stray.line.say(Order.Kind.kill, about: stray.id.serial) }
        for stray in strays {
            _ = await stray.line.outcome(of: stray.id.serial)
            stray.line.forget(stray.id.serial)
        }
    }
}
