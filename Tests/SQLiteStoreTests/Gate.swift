import Dispatch
import PipelineRecord
import Synchronization

@testable import SQLiteStore

/// A place at which a write stops, on the thread of its store, until it is let through.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let arrivals: AsyncStream<Void>
    private let arrive: AsyncStream<Void>.Continuation

    init() { (arrivals, arrive) = AsyncStream.makeStream() }

    /// Stops the thread that comes by.
    func pass() {
        arrive.yield()
        opened.wait()
    }

    /// Waits until somebody stands there.
    func reached() async {
        for await _ in arrivals { return }
    }

    func open() { opened.signal() }
}
