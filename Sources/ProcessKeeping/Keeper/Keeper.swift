import Glibc
import Host

/// The program of a keeper: carries out one order after the other, and answers for each when no process of it is left.
///
/// It is a child subreaper: whatever loses its parent among its descendants becomes its child, so that "no child" means that
/// nothing is left. Where nobody is left at the other end of its wire, so are in a moment all processes that it answers for,
/// and the keeper.
///
/// One whose work is to outlive its owner keeps its last report until it is told to forget it: the owner may have been killed
/// with the report in hand.
struct Keeper {
    private let wire: Wire
    private let mark: Mark
    /// Whether its work outlives who has given the orders.
    private let isLasting: Bool
    /// How many processes the system had killed for want of memory when it last looked.
    private var memoryKills: Int64?
    /// What it has reported last and was not told to forget, with the order's token.
    private var kept: (report: NumberedReport, token: [UInt8])?
    /// Whether who has given the orders is gone: there will be no further one.
    private var isOrphaned = false

    init(_ wire: Wire, mark: Mark, isLasting: Bool) {
        self.wire = wire
        self.mark = mark
        self.isLasting = isLasting
    }

    mutating func serve() -> Never {
        mark.put()
        ProcessControl.adoptOrphans()
        ProcessControl.name("keeper")
        while let message = wire.receive() {
            defer { for descriptor in message.descriptors { close(descriptor) } }
            switch message.kind {
            case Order.Kind.order:
                // One that came without its files cannot be carried out: whoever waits for it hears that nobody keeps it.
                guard let order = Order(message), message.descriptors.count == 2 else { _exit(0) }
                let log = message.descriptors[0]
                let report = NumberedReport(
                    serial: order.serial, carryOut(order, log: log, input: message.descriptors[1]))
                if isLasting { kept = (report, order.token) }
                guard wire.send(report.message) == 0 else { _exit(0) }
            case Order.Kind.ask: tellWhatIsKept(message)
            case Order.Kind.forget: kept = nil
            case Order.Kind.orphaned: isOrphaned = true
            // A word about an order that has been carried out meanwhile.
            default: break
            }
            if isOrphaned, kept == nil { break }
        }
        _exit(0)
    }

    private func tellWhatIsKept(_ question: Wire.Message) {
        var reader = ByteReader(question.bytes)
        if let kept { wire.send(kept.report.message) }
        wire.send(
            Kept(question: reader.number() ?? 0, serial: kept?.report.serial ?? 0, token: kept?.token ?? []).message)
    }

    private mutating func carryOut(_ order: Order, log: CInt, input: CInt) -> Report {
        if memoryKills == nil { memoryKills = MemoryKills.count(in: order.memoryKills) }
        let entered = order.folder.withUnsafeBytes { chdir($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
        guard entered == 0 else { return .notStarted(.folder, errno) }
        defer { chdir("/") }
        var filtered: FilteredLog?
        if !order.secrets.isEmpty {
            filtered = FilteredLog(log, secrets: order.secrets)
            if filtered == nil { return .notStarted(.log, errno) }
        }
        defer { filtered?.close() }
        let output = filtered?.toWrite ?? log
        // An order may have lain here since before its owner died: nothing is begun for nobody.
        if wire.isCut { _exit(0) }
        switch Spawn.start(
            order.program, order.arguments, environment: order.environment, streams: (input, output, output))
        {
        case .failure(let error): return .notStarted(.program, error.code)
        case .success(let leader):
            filtered?.closeOwnEnd()
            var watch = KeptProcesses(leader, Family(root: getpid(), mark: mark), order, wire, filtered)
            filtered = nil
            // What this process holds counts as the other's until that has become its program: `vfork` shares all.
            var own = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
            var ending = watch.keep()
            isOrphaned = isOrphaned || watch.isOrphaned
            if ending.usage.peakMemory <= Int64(own.ru_maxrss) * 1024 { ending.usage.peakMemory = 0 }
            var status = stat()
            if fstat(log, &status) == 0 { ending.logBytes = Int64(status.st_size) }
            if ending.mayHaveLackedMemory {
                let count = MemoryKills.count(in: order.memoryKills)
                ending.lackedMemory = (count ?? 0) > (memoryKills ?? 0)
                memoryKills = count
            }
            return .ended(ending)
        }
    }
}

extension Report.Ending {
    /// It was killed by none of us, or its leader, a shell for one, says so of a child of its own.
    fileprivate var mayHaveLackedMemory: Bool {
        !wasAsked && (status & 0x7F == SIGKILL || status == (128 + SIGKILL) << 8)
    }
}
