import Glibc
import Host

/// A supervisor at work.
struct SupervisorService {
    /// The wire to the owner; `nil` while there is none.
    private var owner: Wire?
    /// What all bear that descends from it, each keeper with a number of its own.
    private let mark: Mark
    private let survival: Survival
    /// Keepers by their processes.
    private var keepers: [pid_t: KeeperRecord] = [:]
    /// What keepers have left behind that died.
    private var orphans: [Orphans] = []
    /// Where a new owner may come, once this one is gone.
    private var door: CInt?
    private var lock: SharedLock?

    private struct KeeperRecord {
        let mark: Mark
        /// The owner's end of its wire, kept for the next owner; `nil` where its work ends with the owner.
        let ownersEnd: Wire?
    }

    /// What a keeper kept has come to the supervisor when the keeper died. It is killed until nothing of it is left.
    private struct Orphans {
        let mark: Mark
        /// When they are looked at next.
        var looksAt: Int64
        var pause: Int64 = 1
    }

    /// Something may take a while to die: it writes, or is traced.
    private static let longestPause: Int64 = 500

    init(_ wire: Wire, _ mark: Mark, _ survival: Survival) {
        owner = wire
        self.mark = mark
        self.survival = survival
    }

    mutating func serve() -> Never {
        // A session of its own: what a terminal sends is for the owner.
        setsid()
        closeWhatWasLeftOpen()
        Poll.prepare()
        ProcessControl.adoptOrphans()
        var meetingPoint: MeetingPoint?
        if case .adoptable(let folder, let path) = survival {
            // What cannot be found again must not be begun; nor must what others take for dead.
            door = SupervisorService.door()
            lock = path.flatMap { SharedLock($0) }
            if door == nil || (path != nil && lock == nil) { _exit(1) }
            meetingPoint = MeetingPoint(folder: folder, mark: mark)
        }
        chdir("/")
        // Where the owner is gone, the keepers whose work ends with it have heard it, too, and end what they keep.
        while owner != nil || !keepers.isEmpty || !orphans.isEmpty {
            if Poll.wait(for: owner, or: owner == nil ? door : nil, atMost: pause) {
                if let message = owner?.receive() { add(message) } else { loseOwner() }
            }
            if owner == nil { meetNewOwner() }
            reap()
            endOrphans()
        }
        meetingPoint?.remove()
        _exit(0)
    }

    /// How long nothing is to be done by itself, in milliseconds; `nil` is for ever.
    private var pause: Int64? { orphans.map(\.looksAt).min().map { $0 - SystemClock.monotonicTime() } }

    /// Where a new owner may come: the owner listens there, and has given it along as standard output.
    private static func door() -> CInt? {
        let door = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard door >= 0, MeetingPoint.listen(at: door), dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { return nil }
        return door
    }

    /// The owner may have been started with files open that are none of the orders' business.
    private func closeWhatWasLeftOpen() {
        typealias Close = @convention(c) (CUnsignedInt, CUnsignedInt, CInt) -> CInt
        if let close = LibraryFunction.find("close_range", as: Close.self), close(3, .max, 0) == 0 { return }
        for number in 3..<CInt(truncatingIfNeeded: sysconf(CInt(_SC_OPEN_MAX))) { close(number) }
    }

    private mutating func add(_ message: Wire.Message) {
        var reader = ByteReader(message.bytes)
        guard message.kind == Supervisor.keeperWanted, let number = reader.number(), let end = message.descriptors.first
        else {
            for descriptor in message.descriptors { close(descriptor) }
            return
        }
        defer { close(end) }
        let ownersEnd = message.descriptors.dropFirst().first.map { Wire(number: $0) }
        let mark = Mark(ofKeeper: number)
        switch ProcessControl.fork() {
        case 0:
            closeOwnFiles(ownersEnd)
            var keeper = Keeper(Wire(number: end), mark: mark, isLasting: ownersEnd != nil)
            keeper.serve()
        case let process where process > 0: keepers[process] = KeeperRecord(mark: mark, ownersEnd: ownersEnd)
        default:
            let code = errno
            ownersEnd?.close()
            tell(mark, code: code)
        }
    }

    /// In a keeper, its own end is all that it has of the owner: else it would not see that go, nor would others.
    private func closeOwnFiles(_ ownersEnd: Wire?) {
        ownersEnd?.close()
        for keeper in keepers.values { keeper.ownersEnd?.close() }
        if let door { close(door) }
        lock?.closeInDouble()
        close(STDIN_FILENO)
        guard open("/dev/null", O_RDWR) == STDIN_FILENO else { _exit(1) }
    }

    private mutating func reap() {
        while true {
            var status: CInt = 0
            let child = waitpid(-1, &status, WNOHANG | WUNTRACED)
            if child < 0, errno == EINTR { continue }
            guard child > 0 else { return }
            if status & 0xFF == 0x7F {
                // A task may have stopped what keeps it. No timeout would come to pass.
                if keepers[child] != nil { kill(child, SIGCONT) }
            } else if let keeper = keepers.removeValue(forKey: child) {
                keeper.ownersEnd?.close()
                orphans.append(Orphans(mark: keeper.mark, looksAt: SystemClock.monotonicTime()))
            }
        }
    }

    private mutating func endOrphans() {
        let now = SystemClock.monotonicTime()
        for index in orphans.indices where orphans[index].looksAt <= now {
            let kin = Family(root: getpid(), others: Set(keepers.keys), family: mark, mark: orphans[index].mark)
            // A table that cannot be read is none that is empty.
            if kin.members()?.isEmpty == true {
                tell(orphans[index].mark, code: 0)
                orphans[index].looksAt = .max
            } else {
                kin.kill()
                orphans[index].looksAt = now + orphans[index].pause
                orphans[index].pause = min(orphans[index].pause * 2, SupervisorService.longestPause)
            }
        }
        orphans.removeAll { $0.looksAt == .max }
    }

    private func tell(_ mark: Mark, code: CInt) {
        var writer = ByteWriter()
        writer.write(mark.number)
        writer.write(Int64(code))
        owner?.send(Wire.Message(kind: Supervisor.keeperGone, bytes: writer.bytes))
    }
}

/// From one owner to the next.
extension SupervisorService {
    private mutating func loseOwner() {
        // The first owner's is standard input, whose number nothing else is to have.
        if let owner, owner.number != STDIN_FILENO { owner.close() }
        owner = nil
        // Those that keep nothing any more end by it.
        for keeper in keepers.values { keeper.ownersEnd?.send(Wire.Message(kind: Order.Kind.orphaned)) }
    }

    private mutating func meetNewOwner() {
        guard let door, let next = MeetingPoint.accept(door) else { return }
        owner = next
        for keeper in keepers.values {
            guard let ownersEnd = keeper.ownersEnd else { continue }
            var writer = ByteWriter()
            writer.write(keeper.mark.number)
            next.send(
                Wire.Message(
                    kind: Supervisor.keeperHandedOver, bytes: writer.bytes, descriptors: [ownersEnd.number]))
        }
        var writer = ByteWriter()
        writer.write(Int64(getpid()))
        next.send(Wire.Message(kind: Supervisor.allHandedOver, bytes: writer.bytes))
    }
}
