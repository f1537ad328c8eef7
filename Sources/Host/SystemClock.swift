import Glibc

/// The computer's clocks, in milliseconds.
public enum SystemClock {
    /// Milliseconds since 1970, as people count them; it may be set back.
    public static func wallTime() -> Int64 { milliseconds(CLOCK_REALTIME) }

    /// A clock that is never set back and goes on while the computer sleeps: for retries and timeouts.
    public static func steadyTime() -> Int64 { milliseconds(CLOCK_BOOTTIME) }

    /// A clock that is never set back and stands still while the computer sleeps: for short pauses.
    public static func monotonicTime() -> Int64 { milliseconds(CLOCK_MONOTONIC) }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
