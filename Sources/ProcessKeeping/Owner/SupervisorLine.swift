import Glibc
import Host
import Synchronization

/// The owner's end of the wire to a supervisor, with a thread of its own that listens.
final class SupervisorLine: Sendable {
    /// Whether this process has started it.
    private let isOwn: Bool
    private let wire: Wire
    private let process: pid_t
    private let mark: Mark
    private let state = Mutex(State())

    private struct State {
        var isGone = false
        /// Whether it is being let go: from then on its number may become another's.
        var isClosing = false
        /// Keepers that are gone with all that they kept, by their marks, with the reason where they never were.
        var keepersGone: [Int64: CInt] = [:]
        /// Who waits for that.
        var waiting: [Int64: @Sendable (CInt) -> Void] = [:]
    }

    /// Starts one.
    init(_ command: SupervisorCommand, mark: Mark, _ survival: Survival) throws(SystemError) {
        isOwn = true
        let point = SupervisorLine.meetingPoint(of: mark, survival)
        let door = point?.listen()
        if point != nil, door == nil { throw SystemError(code: errno) }
        defer { if let door { Glibc.close(door) } }
        guard let (ours, theirs) = Wire.pair() else { throw SystemError(code: errno) }
        defer { theirs.close() }
        let arguments = Supervisor.commandLine(mark, survival).map { Array($0.utf8) + [0] }
        let result = Spawn.start(
            Array(command.program.utf8) + [0], arguments, environment: SupervisorLine.environment,
            streams: (theirs.number, door ?? NullDevice.toWrite, NullDevice.toWrite))
        switch result {
        case .failure(let error):
            point?.remove()
            ours.close()
            throw error
        case .success(let process): self.process = process
        }
        self.mark = mark
        wire = ours
        do {
            try Listener.start { [self] in listen() }
        } catch {
            // It ends when it hears that nobody is there.
            ours.close()
            reap()
            throw error
        }
    }

    private static func meetingPoint(of mark: Mark, _ survival: Survival) -> MeetingPoint? {
        guard case .adoptable(let folder, _) = survival else { return nil }
        return MeetingPoint(folder: folder, mark: mark)
    }

    /// Takes one over that another process has started.
    init(adopted wire: Wire, process: pid_t, mark: Mark) {
        isOwn = false
        self.wire = wire
        self.process = process
        self.mark = mark
    }

    /// Begins to listen to one that was taken over.
    func start() throws(SystemError) { try Listener.start { [self] in listen() } }

    /// Has a keeper made.
    ///
    /// - Parameter isLasting: whether its work is to go on without its owner.
    /// - Throws: `EPIPE` where the supervisor is gone.
    func makeKeeper(index: Int, isLasting: Bool) throws(SystemError) -> KeeperLine {
        guard let (ours, theirs) = Wire.pair() else { throw SystemError(code: errno) }
        defer { theirs.close() }
        let own = mark.keeper(index)
        var writer = ByteWriter()
        writer.write(own.number)
        let message = Wire.Message(
            kind: Supervisor.keeperWanted, bytes: writer.bytes,
            descriptors: isLasting ? [theirs.number, ours.number] : [theirs.number])
        // Where it is killed after this, the keeper's wire ends as well. What is gone is closed: its number may be another's.
        let code = state.withLock { $0.isGone ? EPIPE : wire.send(message) }
        guard code == 0 else {
            ours.close()
            throw SystemError(code: code)
        }
        wake()
        let keeper = KeeperLine(ours, mark: own, isLasting: isLasting, supervisor: self)
        try keeper.start()
        return keeper
    }

    /// Calls `body` once nothing is left of a keeper whose wire has ended, with the reason where it could not be made.
    func whenGone(_ keeper: Mark, _ body: @escaping @Sendable (CInt) -> Void) {
        let (code, isGone) = state.withLock { state -> (CInt?, Bool) in
            if let code = state.keepersGone.removeValue(forKey: keeper.number) { return (code, false) }
            if state.isGone { return (nil, true) }
            state.waiting[keeper.number] = body
            return (nil, false)
        }
        if isGone {
            SupervisorLine.answer(body, without: keeper)
        } else if let code {
            body(code)
        } else {
            wake()
        }
    }

    /// Where the supervisor is gone, nobody answers any more for what keepers have left: their marks tell. What cannot be killed
    /// holds up nobody else.
    private static func answer(_ body: @escaping @Sendable (CInt) -> Void, without keeper: Mark) {
        let work = { @Sendable in
            Leftovers.end(keeper)
            body(0)
        }
        do { try Listener.start(work) } catch { work() }
    }

    /// Has it go on where a task has stopped it.
    func wake() { state.withLock { if !$0.isGone, !$0.isClosing { _ = kill(process, SIGCONT) } } }

    /// Lets it go, and returns once it has gone.
    func close() {
        state.withLock { state in
            state.isClosing = true
            if !state.isGone { wire.shutDown() }
        }
        // Nobody else reaps it: the number is its own until then.
        kill(process, SIGCONT)
        reap()
    }

    /// It goes on without this process. Where it ends while this process lives, it is to be reaped.
    func leave() {
        if isOwn { try? Listener.start { [self] in reap() } }
    }

    private func reap() {
        guard isOwn else { return }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private func listen() {
        while let message = wire.receive() {
            var reader = ByteReader(message.bytes)
            guard message.kind == Supervisor.keeperGone, let keeper = reader.number(), let code = reader.number() else {
                continue
            }
            let body = state.withLock { state -> (@Sendable (CInt) -> Void)? in
                if let body = state.waiting.removeValue(forKey: keeper) { return body }
                state.keepersGone[keeper] = CInt(truncatingIfNeeded: code)
                return nil
            }
            body?(CInt(truncatingIfNeeded: code))
        }
        let waiting = state.withLock { state in
            state.isGone = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for (keeper, body) in waiting { SupervisorLine.answer(body, without: Mark(ofKeeper: keeper)) }
        wire.close()
    }

    /// What the program needs to start; secrets are none of a supervisor's business.
    private static let environment: [[UInt8]] = ["PATH", "LD_LIBRARY_PATH", "HOME", "LANG"].compactMap {
        (name: String) in Variable.bytes(of: name).map { Array("\(name)=".utf8) + $0 + [0] }
    }
}
