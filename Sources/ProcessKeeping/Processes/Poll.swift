import Glibc
import Host

/// How a process without further threads waits for messages and for the ends of its children at once.
///
/// The signal that a child has ended is blocked but while it waits, so that none slips through in between.
enum Poll {
    private typealias Wait =
        @convention(c) (
            UnsafeMutablePointer<pollfd>?, nfds_t, UnsafePointer<timespec>?, UnsafePointer<sigset_t>?
        ) -> CInt

    /// `ppoll(2)`, which Swift's view of the C library leaves out.
    private static let wait = LibraryFunction.find("ppoll", as: Wait.self)!

    /// To be called once, before the first child.
    static func prepare() {
        // What a terminal or a well-meaning `kill` sends is for the owner, which passes on what is to be done.
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGXFSZ] {
            signal(number, SIG_IGN)
        }
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGCHLD)
        sigprocmask(SIG_BLOCK, &set, nil)
        signal(SIGCHLD) { _ in }
    }

    /// Waits for a message, something to read, the end of a child, or the time that is given, in milliseconds; for ever
    /// without one.
    ///
    /// - Parameters:
    ///   - wire: where a message may come from; none where it is `nil`.
    ///   - pipe: where something to read may come from; none where it is `nil`.
    /// - Returns: whether there is a message, or the other end is gone.
    static func wait(for wire: Wire?, or pipe: CInt? = nil, atMost milliseconds: Int64?) -> Bool {
        var places = (
            pollfd(fd: wire?.number ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipe ?? -1, events: Int16(POLLIN), revents: 0)
        )
        var open = sigset_t()
        sigemptyset(&open)
        let count = withUnsafeMutableBytes(of: &places) { places in
            let places = places.assumingMemoryBound(to: pollfd.self).baseAddress
            guard let milliseconds else { return wait(places, 2, nil, &open) }
            var time = timespec(
                tv_sec: Int(max(0, milliseconds) / 1000), tv_nsec: Int(max(0, milliseconds) % 1000) * 1_000_000)
            return wait(places, 2, &time, &open)
        }
        return count > 0 && places.0.revents != 0
    }
}
