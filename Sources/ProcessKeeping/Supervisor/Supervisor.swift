import Glibc

/// The program of a supervisor: has a keeper for each attempt that is under way at a time, and answers for those that
/// lose theirs.
///
/// It is `driver`, started once more by itself: a process without further threads, which alone may double itself. A keeper
/// thus costs a doubling once, and an attempt costs one process more than it needs at the first time only.
public enum Supervisor {
    private static let verb = "supervise"

    /// What a supervisor takes: a keeper is wanted. Its end of the wire comes along.
    static let keeperWanted: UInt8 = 1
    /// What it says: nothing is left of a keeper, nor of what it kept.
    static let keeperGone: UInt8 = 2

    /// The words by which `driver` starts itself as one. Its mark is among them, to be put on first of all.
    static func commandLine(_ mark: Mark) -> [String] { ["driver", verb, "\(mark.number)"] }

    /// Serves the driver at the other end of standard input, where this program was started to do so.
    ///
    /// - Parameter commandLine: what this program was started with.
    /// - Returns: only where it was started for something else.
    public static func serve(_ commandLine: [String]) {
        guard commandLine.count == 3, commandLine[1] == verb, let number = Int64(commandLine[2]),
            let mark = Mark(recorded: number)
        else { return }
        var type: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &length) == 0 else { return }
        mark.put()
        var service = SupervisorService(Wire(number: STDIN_FILENO), mark)
        service.serve()
    }
}
