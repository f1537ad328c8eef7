#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
import Synchronization

/// Ctrl-C, `kill` and a closed terminal: the signals that end a run in good order.
///
/// They are blocked in all threads, and one thread waits for them. Child processes start with none blocked.
public enum StopSignals {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)
    private static let received = Mutex<Int32?>(nil)

    /// To be called before a second thread exists.
    public static func blockInAllThreads() {
        var set = signalSet
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A reader that has gone must not end a run: writing says so by itself.
        signal(SIGPIPE, SIG_IGN)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in StopSignals.wait() }, nil)
        pthread_detach(thread)
    }

    /// The first of the signals that came, if one did.
    static var first: Int32? { received.withLock { $0 } }

    /// Calls `action` for the first signal from now on, and `nil` gives the signals back their usual effect.
    static func onStop(_ action: (@Sendable (Int32) -> Void)?) { handler.withLock { $0 = action } }

    private static func wait() -> UnsafeMutableRawPointer? {
        var set = signalSet
        while true {
            var signal: Int32 = 0
            guard sigwait(&set, &signal) == 0 else { continue }
            let action = handler.withLock { $0 }
            received.withLock { if $0 == nil { $0 = signal } }
            guard let action else { exit(128 + signal) }
            action(signal)
        }
    }

    private static var signalSet: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}
