import Glibc

/// The program of a supervisor: has a keeper for each order that is under way at a time, and answers for those that
/// lose theirs.
///
/// It is its owner's program, started once more by itself: a process without further threads, which alone may double itself.
/// A keeper thus costs a doubling once, and an order costs one process more than it needs at the first time only.
public enum Supervisor {
    private static let verb = "supervise"

    /// What a supervisor takes: a keeper is wanted. Its end of the wire comes along, and the owner's where its work is to
    /// outlive the owner.
    static let keeperWanted: UInt8 = 1
    /// What it says: nothing is left of a keeper, nor of what it kept.
    static let keeperGone: UInt8 = 2
    /// What it says to a new owner: the wire to a keeper comes along.
    static let keeperHandedOver: UInt8 = 3
    /// What it says then: these were all. Its process's number comes along.
    static let allHandedOver: UInt8 = 4

    /// The words by which a program starts itself as one. Its mark is among them, to be put on first of all.
    static func commandLine(_ mark: Mark, _ survival: Survival) -> [String] {
        // Another word than the owner's program has: who kills all of that name does not mean what kills its tasks.
        let words = ["dataswarm-tasks", verb, "\(mark.number)"]
        return switch survival {
        case .withOwner: words
        case .adoptable(let folder, let lock): words + [folder, lock ?? ""]
        }
    }

    /// What the owner was given by who started it (`nice`), and not what its runtime has made of the thread that happened to
    /// start this process.
    private static func takeOwnersPriority() {
        errno = 0
        let owners = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(getppid()))
        if errno == 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, owners) }
    }

    /// Serves the owner at the other end of standard input, where this program was started to do so.
    ///
    /// - Parameter commandLine: what this program was started with.
    /// - Returns: only where it was started for something else.
    public static func serve(_ commandLine: [String]) {
        guard [3, 5].contains(commandLine.count), commandLine[1] == verb, let number = Int64(commandLine[2]),
            let mark = Mark(recorded: number)
        else { return }
        var type: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &length) == 0 else { return }
        mark.put()
        ProcessControl.name("supervisor")
        takeOwnersPriority()
        let survival =
            commandLine.count == 5
            ? Survival.adoptable(folder: commandLine[3], lock: commandLine[4].isEmpty ? nil : commandLine[4])
            : .withOwner
        var service = SupervisorService(Wire(number: STDIN_FILENO), mark, survival)
        service.serve()
    }
}
