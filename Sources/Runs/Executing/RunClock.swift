import Host

/// The time that a run goes by. Tests have one of their own.
public protocol RunClock: Sendable {
    /// Milliseconds since 1970, for the record.
    var wallTime: Int64 { get }
    /// Milliseconds of a clock that is never set back, for retries and timeouts.
    var steadyTime: Int64 { get }
    /// Returns once the steady time has come, or the calling task is cancelled.
    func sleep(until steadyTime: Int64) async
}

/// This machine's clock.
public struct MachineClock: RunClock {
    public init() {}

    public var wallTime: Int64 { SystemClock.wallTime() }
    public var steadyTime: Int64 { SystemClock.steadyTime() }

    public func sleep(until steadyTime: Int64) async {
        // In steps: nobody promises that the library's sleep goes by the same clock, nor that it can be a year long.
        while true {
            let pause = min(steadyTime - self.steadyTime, 3_600_000)
            if pause <= 0 { return }
            do { try await _Concurrency.Task.sleep(for: .milliseconds(pause)) } catch { return }
        }
    }
}
