import Dispatch
import Glibc

/// A `SIGTERM` that somebody sends, and that ends nothing by itself.
final class StopSignal {
    private let source: any DispatchSourceSignal
    private let (signals, arrival) = AsyncStream<Void>.makeStream()

    init() {
        signal(SIGTERM, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        source.setEventHandler { [arrival] in arrival.yield() }
        source.resume()
    }

    /// Returns once it has come.
    func wait() async { for await _ in signals { return } }
}
