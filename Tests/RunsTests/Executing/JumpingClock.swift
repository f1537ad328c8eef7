import Dataswarm
import PipelineEngine
import Runs
import Synchronization

/// A clock on which nobody has to wait: whoever sleeps until a time makes it that time.
final class JumpingClock: RunClock {
    /// The beginning of 2016-04-26, in milliseconds since 1970.
    static let midnight: Int64 = 1_461_628_800_000

    private let time = Mutex<Int64>(0)

    var steadyTime: Int64 { time.withLock(\.self) }
    var wallTime: Int64 { JumpingClock.midnight + steadyTime }

    func sleep(until steadyTime: Int64) async {
        if _Concurrency.Task.isCancelled { return }
        time.withLock { $0 = max($0, steadyTime) }
    }

    /// Lets time go by.
    func pass(_ duration: Duration) { time.withLock { $0 += duration.wholeMilliseconds } }
}
