import Glibc
import Host

/// The program of a keeper: carries out one order after the other, and answers for each when no process of it is left.
///
/// It is a child subreaper: whatever loses its parent among its descendants becomes its child, so that "no child" means that
/// nothing is left. Where the driver is gone, so are in a moment all processes that it answers for, and the keeper.
struct Keeper {
    private let wire: Wire
    private let mark: Mark
    /// How many processes the system had killed for want of memory when it last looked.
    private var memoryKills: Int64?

    init(_ wire: Wire, mark: Mark) {
        self.wire = wire
        self.mark = mark
    }

    mutating func serve() -> Never {
        mark.put()
        ProcessControl.adoptOrphans()
        ProcessControl.name("keeper")
        while let message = wire.receive() {
            defer { for descriptor in message.descriptors { close(descriptor) } }
            // A word about an attempt that has ended meanwhile is no order.
            guard message.kind == Order.Kind.order else { continue }
            // An order that came without its files cannot be carried out: whoever waits for it hears that nobody keeps it.
            guard let order = Order(message), message.descriptors.count == 2 else { break }
            let report = carryOut(order, log: message.descriptors[0], input: message.descriptors[1])
            guard wire.send(report.message) else { break }
        }
        _exit(0)
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
        // An order may have lain here since before the driver died: nothing is begun for nobody.
        if wire.isCut { _exit(0) }
        switch Spawn.start(
            order.program, order.arguments, environment: order.environment, streams: (input, output, output))
        {
        case .failure(let error): return .notStarted(.program, error.code)
        case .success(let leader):
            filtered?.closeOwnEnd()
            var watch = Watch(leader, Kin(root: getpid(), mark: mark), order, wire, filtered)
            filtered = nil
            var ending = watch.keep()
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
