import Glibc

/// A `SIGTERM` that somebody sends, and that ends nothing by itself.
struct StopSignal {
    private let signals: sigset_t

    /// To be made before there are further threads, which are not to have it either.
    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        self.signals = signals
    }

    /// Returns once it has come.
    func wait() async {
        await withCheckedContinuation { continuation in
            let waiting = Waiting(signals: signals, continuation: continuation)
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { waiting in
                    let waiting = Unmanaged<Waiting>.fromOpaque(waiting!).takeRetainedValue()
                    var signals = waiting.signals
                    var signal: CInt = 0
                    sigwait(&signals, &signal)
                    waiting.continuation.resume()
                    return nil
                }, Unmanaged.passRetained(waiting).toOpaque())
            pthread_detach(thread)
        }
    }

    private final class Waiting {
        let signals: sigset_t
        let continuation: CheckedContinuation<Void, Never>

        init(signals: sigset_t, continuation: CheckedContinuation<Void, Never>) {
            self.signals = signals
            self.continuation = continuation
        }
    }
}
