import Glibc
import Host
import Synchronization

/// Ctrl-C, `kill` and a closed terminal: the signals that end a run in good order; and Ctrl-Z, which stops it so.
///
/// A handler passes each on through a pipe to one thread, which acts on it. To block them everywhere and wait for them
/// would not do: Dispatch parks the main thread in `sigsuspend` with nothing blocked, and there a signal without a handler
/// ends the process. Child processes start with none blocked and none handled.
public enum StopSignals {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// What is done before this process stands still, and, told for how many milliseconds it has, when it goes on.
    private static let standstill = Mutex<(before: @Sendable () -> Void, after: @Sendable (Int64) -> Void)?>(nil)
    private static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)
    private static let received = Mutex<[Int32]>([])
    /// Whether one of them came from `driver cancel`.
    private static let cancelled = Mutex(false)
    /// What marks a byte in the pipe that stands for such a signal.
    private static let cancelMark: UInt8 = 0x80
    /// The pipe's ends; written once, before the handler is there.
    nonisolated(unsafe) private static var pipeToRead: CInt = -1
    nonisolated(unsafe) private static var pipeToWrite: CInt = -1

    /// To be called before a second thread exists.
    public static func listen() {
        openMissingStreams()
        // A reader that has gone must not end a run: writing says so by itself.
        signal(SIGPIPE, SIG_IGN)
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (pipeToRead, pipeToWrite) = (ends[0], ends[1])
        var set = signalSet
        pthread_sigmask(SIG_BLOCK, &set, nil)
        for number in signals + [SIGTSTP] {
            // Who starts a driver with `nohup` has the signal ignored, and means it.
            if isIgnored(number) { continue }
            catchSignal(number)
        }
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in StopSignals.wait() }, nil)
        pthread_detach(thread)
    }

    /// Who starts a driver without standard streams must not find its words in the first file that it opens.
    private static func openMissingStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            // The lowest number that is free is given out first.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// The first of the signals that came, if one did.
    static var first: Int32? { received.withLock { $0.first } }

    /// How many of them came.
    static var count: Int { received.withLock { $0.count } }

    /// How a signal is put in the record of what it stopped.
    static func reason(for signal: Int32) -> String {
        if signal == SIGINT { return "interrupted" }
        return cancelled.withLock(\.self) ? "cancelled by 'driver cancel'" : "asked to end by signal \(signal)"
    }

    /// Calls `action` for the first signal from now on, and `nil` gives the signals back their usual effect.
    static func onStop(_ action: (@Sendable (Int32) -> Void)?) { handler.withLock { $0 = action } }

    /// Has something done when this process is stopped by Ctrl-Z, and when it goes on.
    static func onStandstill(
        _ actions: (before: @Sendable () -> Void, after: @Sendable (_ milliseconds: Int64) -> Void)?
    ) {
        standstill.withLock { $0 = actions }
    }

    /// Stands still until somebody has this process go on.
    private static func standStill() {
        let actions = standstill.withLock { $0 }
        actions?.before()
        let took = SystemClock.leavingOut {
            // As the system does it: it stops nobody whom no shell could have go on.
            signal(SIGTSTP, SIG_DFL)
            pthread_kill(pthread_self(), SIGTSTP)
            catchSignal(SIGTSTP)
        }
        actions?.after(took)
    }

    /// The handler: it may do next to nothing, for it interrupts whatever a thread is at.
    private static func passOn(_ signal: Int32, _ information: UnsafeMutablePointer<siginfo_t>?) {
        let before = errno
        let cancel = CancelSignal(information)
        var byte = UInt8(truncatingIfNeeded: signal)
        if cancel != nil { byte |= cancelMark }
        write(pipeToWrite, &byte, 1)
        if cancel == .twice { write(pipeToWrite, &byte, 1) }
        errno = before
    }

    private static func catchSignal(_ number: Int32) {
        var action = sigaction()
        action.sa_flags = SA_SIGINFO | SA_RESTART
        action.__sigaction_handler.sa_sigaction = { number, information, _ in
            StopSignals.passOn(number, information)
        }
        sigaction(number, &action, nil)
    }

    private static func wait() -> UnsafeMutableRawPointer? {
        var set = signalSet
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        while true {
            var byte: UInt8 = 0
            guard read(pipeToRead, &byte, 1) == 1 else { continue }
            let signal = Int32(byte & ~cancelMark)
            if signal == SIGTSTP {
                standStill()
                continue
            }
            if byte & cancelMark != 0 { cancelled.withLock { $0 = true } }
            received.withLock { $0.append(signal) }
            let action = handler.withLock { $0 }
            guard let action else { exit(128 + signal) }
            action(signal)
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var current = sigaction()
        sigaction(number, nil, &current)
        let handler = current.__sigaction_handler.sa_handler
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static var signalSet: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}
