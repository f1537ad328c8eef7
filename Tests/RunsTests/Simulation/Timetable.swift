import StoreConformance
import Synchronization

/// An executor on which one thing happens after the other, on the thread that asks for it, in an order that chance draws.
///
/// So the very code that executes runs side by side is executed again in the same order, and in thousands of others.
final class Timetable: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Those who let others come first.
        var waiting: [UnsafeContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Whether nothing can happen before time has passed.
    var isEmpty: Bool { state.withLock { $0.jobs.isEmpty && $0.waiting.isEmpty } }

    /// Lets others come first, whoever chance has it.
    func pass() async {
        await withUnsafeContinuation { continuation in state.withLock { $0.waiting.append(continuation) } }
    }

    /// Lets one thing happen; there must be one.
    func step(_ chance: inout SeededGenerator) {
        let counts = state.withLock { ($0.jobs.count, $0.waiting.count) }
        let place = chance.roll(0...counts.0 + counts.1 - 1)
        if place < counts.0 {
            let job = state.withLock { $0.jobs.remove(at: place) }
            job.runSynchronously(on: asUnownedTaskExecutor())
        } else {
            state.withLock { $0.waiting.remove(at: place - counts.0) }.resume()
        }
    }
}
