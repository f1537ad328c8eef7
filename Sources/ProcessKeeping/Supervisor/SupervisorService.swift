import Glibc
import Host

/// A supervisor at work.
struct SupervisorService {
    private let wire: Wire
    /// What all bear that descends from it, each keeper with a number of its own.
    private let mark: Mark
    /// Keepers by their processes.
    private var keepers: [pid_t: Mark] = [:]
    /// What keepers have left behind that died.
    private var orphans: [Orphans] = []

    /// What a keeper kept has come to the supervisor when the keeper died. It is killed until nothing of it is left.
    private struct Orphans {
        let mark: Mark
        /// When they are looked at next.
        var looksAt: Int64
        var pause: Int64 = 1
    }

    /// Something may take a while to die: it writes, or is traced.
    private static let longestPause: Int64 = 500

    init(_ wire: Wire, _ mark: Mark) {
        self.wire = wire
        self.mark = mark
    }

    mutating func serve() -> Never {
        // A session of its own: what a terminal sends is for the driver.
        setsid()
        closeWhatWasLeftOpen()
        chdir("/")
        Alert.prepare()
        ProcessControl.adoptOrphans()
        ProcessControl.name("supervisor")
        var driverIsThere = true
        // Where it is gone, the keepers have heard it, too, and end what they keep.
        while driverIsThere || !keepers.isEmpty || !orphans.isEmpty {
            let pause = orphans.map(\.looksAt).min().map { $0 - SystemClock.monotonicTime() }
            if Alert.wait(for: driverIsThere ? wire : nil, atMost: pause) {
                if let message = wire.receive() { add(message) } else { driverIsThere = false }
            }
            reap()
            endOrphans()
        }
        _exit(0)
    }

    /// The driver may have been started with files open that are none of the tasks' business.
    private func closeWhatWasLeftOpen() {
        typealias Close = @convention(c) (CUnsignedInt, CUnsignedInt, CInt) -> CInt
        if let close = LibraryFunction.find("close_range", as: Close.self), close(3, .max, 0) == 0 { return }
        for number in 3..<CInt(truncatingIfNeeded: sysconf(CInt(_SC_OPEN_MAX))) { close(number) }
    }

    private mutating func add(_ message: Wire.Message) {
        defer { for descriptor in message.descriptors { close(descriptor) } }
        var reader = ByteReader(message.bytes)
        guard message.kind == Supervisor.keeperWanted, let number = reader.number(), let end = message.descriptors.first
        else { return }
        let mark = Mark(ofKeeper: number)
        switch ProcessControl.fork() {
        case 0:
            // Its own end is all that it has of the driver.
            close(STDIN_FILENO)
            guard open("/dev/null", O_RDWR) == STDIN_FILENO else { _exit(1) }
            var keeper = Keeper(Wire(number: end), mark: mark)
            keeper.serve()
        case let process where process > 0: keepers[process] = mark
        default: tell(mark, code: errno)
        }
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
            } else if let mark = keepers.removeValue(forKey: child) {
                orphans.append(Orphans(mark: mark, looksAt: SystemClock.monotonicTime()))
            }
        }
    }

    private mutating func endOrphans() {
        let now = SystemClock.monotonicTime()
        for index in orphans.indices where orphans[index].looksAt <= now {
            let kin = Kin(root: getpid(), others: Set(keepers.keys), family: mark, mark: orphans[index].mark)
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
        wire.send(Wire.Message(kind: Supervisor.keeperGone, bytes: writer.bytes))
    }
}
