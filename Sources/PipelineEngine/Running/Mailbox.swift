import Synchronization

/// Events on their way to the engine: put in from anywhere, taken out all at once in one place.
///
/// That they are taken all at once is what batches the store's transactions: while one is being written, further events
/// gather for the next.
final class Mailbox: Sendable {
    private struct State {
        var events: [Event] = []
        var reader: CheckedContinuation<[Event], Never>?
    }

    private let state = Mutex(State())

    func put(_ event: Event) {
        let reader = state.withLock { state -> CheckedContinuation<[Event], Never>? in
            guard let reader = state.reader else {
                state.events.append(event)
                return nil
            }
            state.reader = nil
            return reader
        }
        reader?.resume(returning: [event])
    }

    /// What has come since the last call; waits while there is nothing.
    func take() async -> [Event] {
        await withCheckedContinuation { continuation in
            let events = state.withLock { state -> [Event] in
                if state.events.isEmpty { state.reader = continuation }
                defer { state.events = [] }
                return state.events
            }
            if !events.isEmpty { continuation.resume(returning: events) }
        }
    }
}
