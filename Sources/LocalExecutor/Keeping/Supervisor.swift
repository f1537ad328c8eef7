import Glibc

/// The program of a supervisor: has a keeper for each attempt that is under way at a time, and answers for those that
/// lose theirs.
///
/// It is `driver`, started once more by itself: a process without further threads, which alone may double itself. A keeper
/// thus costs a doubling once, and an attempt costs one process more than it needs at the first time only.
public enum Supervisor {
    /// The verb by which `driver` starts itself as one.
    public static let verb = "supervise"

    /// What a supervisor takes: a keeper is wanted. Its end of the wire comes along.
    static let keeperWanted: UInt8 = 1
    /// What it says: nothing is left of a keeper, nor of what it kept.
    static let keeperGone: UInt8 = 2

    /// Serves the driver at the other end of standard input.
    ///
    /// - Returns: only where standard input is no such thing.
    public static func serve() {
        var type: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &length) == 0 else { return }
        var service = SupervisorService(Wire(number: STDIN_FILENO))
        service.serve()
    }
}

/// A supervisor at work.
struct SupervisorService {
    private let wire: Wire
    /// Keepers by their processes.
    private var keepers: [pid_t: Mark] = [:]
    private var mark: Mark?

    init(_ wire: Wire) { self.wire = wire }

    mutating func serve() -> Never {
        // A session of its own: what a terminal sends is for the driver.
        setsid()
        closeWhatWasLeftOpen()
        chdir("/")
        Alert.prepare()
        ProcessControl.adoptOrphans()
        ProcessControl.name("supervisor")
        while true {
            if Alert.wait(for: wire, atMost: nil) {
                guard let message = wire.receive() else { break }
                add(message)
            }
            reap()
        }
        // The keepers have heard it, too, and end what they keep.
        while !keepers.isEmpty {
            reap()
            if !keepers.isEmpty { _ = Alert.wait(for: nil, atMost: 10) }
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
        var reader = ByteReader(message.bytes)
        guard message.kind == Supervisor.keeperWanted, let number = reader.number(), let own = reader.number(),
            let end = message.descriptors.first
        else { return }
        let mark = Mark(ofKeeper: number)
        if self.mark == nil {
            self.mark = Mark(ofKeeper: own)
            self.mark?.put()
        }
        switch ProcessControl.fork() {
        case 0:
            // Its own end is all that it has of the driver.
            let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
            dup2(nothing, STDIN_FILENO)
            var keeper = Keeper(Wire(number: end), mark: mark)
            keeper.serve()
        case let process where process > 0: keepers[process] = mark
        default: tell(mark, code: errno)
        }
        close(end)
    }

    private mutating func reap() {
        while true {
            var status: CInt = 0
            let child = waitpid(-1, &status, WNOHANG)
            if child < 0, errno == EINTR { continue }
            guard child > 0 else { return }
            guard let mark = keepers.removeValue(forKey: child) else { continue }
            endWhatIsLeft(of: mark)
            tell(mark, code: 0)
        }
    }

    /// What a keeper kept has come to the supervisor when the keeper died.
    private func endWhatIsLeft(of mark: Mark) {
        let kin = Kin(root: getpid(), others: Set(keepers.keys), mark: mark)
        var pause: useconds_t = 1_000
        // A table that cannot be read is none that is empty.
        while kin.members()?.isEmpty != true {
            kin.kill()
            usleep(pause)
            pause = min(pause * 2, 500_000)
        }
    }

    private func tell(_ mark: Mark, code: CInt) {
        var writer = ByteWriter()
        writer.write(mark.number)
        writer.write(Int64(code))
        wire.send(Wire.Message(kind: Supervisor.keeperGone, bytes: writer.bytes))
    }
}
