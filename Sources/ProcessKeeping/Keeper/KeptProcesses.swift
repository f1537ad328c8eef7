import Glibc
import Host

/// Stays with the processes of one order until none is left.
struct KeptProcesses {
    private let leader: pid_t
    private let kin: Family
    private let order: Order
    private let wire: Wire
    /// What stands between the processes and their log; nothing where they write to it themselves.
    private var log: FilteredLog?
    /// The leader's end, once it is reaped.
    private var status: CInt?
    private var wasAsked = false
    /// When what is left is asked to end, and when it is killed.
    private var asksAt: Int64?
    private var killsAt: Int64?
    /// The pause before what is being killed is looked at again.
    private var pause: Int64 = 1
    /// What stands still, because the owner does.
    private var stopped: Set<LiveProcess> = []
    /// What could not be killed, and was told.
    private var refused: Set<LiveProcess> = []
    private var ownerIsGone = false
    /// Whether the supervisor has said so: the wire is held for the next owner.
    private(set) var isOrphaned = false
    private var usage = ProcessUsage()

    /// Something may take a while to die: it writes, or is traced.
    private static let longestPause: Int64 = 500

    init(_ leader: pid_t, _ kin: Family, _ order: Order, _ wire: Wire, _ log: FilteredLog? = nil) {
        self.leader = leader
        self.kin = kin
        self.order = order
        self.wire = wire
        self.log = log
    }

    mutating func keep() -> Report.Ending {
        while reap() {
            let now = SystemClock.monotonicTime()
            act(at: now)
            let wire = ownerIsGone ? nil : wire
            if Poll.wait(for: wire, or: log?.toRead, atMost: nextMoment.map { $0 - now }) { listen() }
            log?.copySome()
        }
        log?.finish()
        if ownerIsGone { _exit(0) }
        return Report.Ending(
            status: status ?? 0, wasAsked: wasAsked, lackedMemory: false, logTrouble: log?.trouble ?? 0,
            usage: usage)
    }

    /// Takes note of the children that have ended; `false` when none is left.
    private mutating func reap() -> Bool {
        while true {
            var code: CInt = 0
            var used = rusage()
            let child = wait4(-1, &code, WNOHANG, &used)
            if child == 0 { return true }
            if child < 0 {
                if errno == EINTR { continue }
                return false
            }
            usage.add(used)
            // Once it is reaped its number may be another's.
            guard child == leader, status == nil else { continue }
            status = code
            guard !wasAsked else { continue }
            let now = SystemClock.monotonicTime()
            asksAt = now + order.patience
            killsAt = now + 2 * order.patience
        }
    }

    private mutating func act(at now: Int64) {
        if let killsAt, now >= killsAt {
            kin.kill()
            // It has been tried for half a second.
            if pause == KeptProcesses.longestPause { tellOfOthers() }
            self.killsAt = now + pause
            pause = min(pause * 2, KeptProcesses.longestPause)
            asksAt = nil
        } else if let asksAt, now >= asksAt {
            kin.ask()
            self.asksAt = nil
        }
    }

    /// Says which processes are another user's by now, and so cannot be ended from here, each once.
    private mutating func tellOfOthers() {
        if ownerIsGone { return }
        for process in kin.members() ?? [] where process.isAnothers && refused.insert(process).inserted {
            wire.send(Refusal(serial: order.serial, process: process.number).message)
        }
    }

    private var nextMoment: Int64? {
        guard let asksAt else { return killsAt }
        return min(asksAt, killsAt ?? .max)
    }

    private mutating func listen() {
        // Where the owner is gone there is nobody to wait for.
        guard let message = wire.receive() else {
            ownerIsGone = true
            wasAsked = true
            killsAt = SystemClock.monotonicTime()
            return
        }
        for descriptor in message.descriptors { close(descriptor) }
        switch message.kind {
        case Order.Kind.end where !wasAsked:
            // What was left behind by a leader that has ended has its own time.
            if status == nil {
                wasAsked = true
                asksAt = SystemClock.monotonicTime()
                killsAt = SystemClock.monotonicTime() + order.grace
            }
        case Order.Kind.kill:
            wasAsked = wasAsked || status == nil
            killsAt = SystemClock.monotonicTime()
        case Order.Kind.ask:
            var reader = ByteReader(message.bytes)
            wire.send(Kept(question: reader.number() ?? 0, serial: order.serial, token: order.token).message)
        case Order.Kind.orphaned: isOrphaned = true
        // What is asked to end must be able to.
        case Order.Kind.stop where killsAt == nil: stopped = kin.stop()
        case Order.Kind.goOn:
            for process in stopped { process.send(SIGCONT) }
            stopped = []
        default: break
        }
    }
}

extension ProcessUsage {
    /// Adds what a process has used, and what those have that it has reaped itself.
    fileprivate mutating func add(_ used: rusage) {
        peakMemory = max(peakMemory, Int64(used.ru_maxrss) * 1024)
        userTime += used.ru_utime.milliseconds
        systemTime += used.ru_stime.milliseconds
    }
}

extension timeval {
    fileprivate var milliseconds: Int64 { Int64(tv_sec) * 1000 + Int64(tv_usec) / 1000 }
}
