import Glibc
import Synchronization

/// The computer's clocks, in milliseconds.
public enum SystemClock {
    /// Milliseconds since 1970, as people count them; it may be set back.
    public static func wallTime() -> Int64 { milliseconds(CLOCK_REALTIME) }

    /// A clock that is never set back and goes on while the computer sleeps: for retries and timeouts. It stands still for as long as
    /// this process was stopped in good order.
    public static func steadyTime() -> Int64 {
        // In this order: who is woken with the others must not see the time that has passed before it is left out.
        let now = milliseconds(CLOCK_BOOTTIME)
        let frozen = frozenAt.load(ordering: .sequentiallyConsistent)
        return frozen >= 0 ? frozen : now - leftOut.load(ordering: .sequentiallyConsistent)
    }

    /// How long this process was stopped, in milliseconds.
    private static let leftOut = Atomic<Int64>(0)
    /// The steady time for as long as it stands still; negative where it does not.
    private static let frozenAt = Atomic<Int64>(-1)

    /// Has ``steadyTime()`` stand still while something is done.
    ///
    /// - Returns: how long that took, in milliseconds.
    public static func leavingOut(_ body: () -> Void) -> Int64 {
        let began = steadyTime()
        frozenAt.store(began, ordering: .sequentiallyConsistent)
        body()
        let took = milliseconds(CLOCK_BOOTTIME) - leftOut.load(ordering: .sequentiallyConsistent) - began
        leftOut.add(took, ordering: .sequentiallyConsistent)
        frozenAt.store(-1, ordering: .sequentiallyConsistent)
        return took
    }

    /// A clock that is never set back and stands still while the computer sleeps: for short pauses.
    public static func monotonicTime() -> Int64 { milliseconds(CLOCK_MONOTONIC) }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
