import Synchronization

/// What is on its way to a run: put in from anywhere, taken out all at once in one place.
///
/// That they are taken all at once is what batches the store's transactions: while one is being written, further events
/// gather for the next.
final class Mailbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        var reader: CheckedContinuation<[Letter], Never>?
    }

    private let state = Mutex(State())

    func put(_ letter: Letter) {
        let reader = state.withLock { state -> CheckedContinuation<[Letter], Never>? in
            guard let reader = state.reader else {
                state.letters.append(letter)
                return nil
            }
            state.reader = nil
            return reader
        }
        reader?.resume(returning: [letter])
    }

    /// What has come since the last call; waits while there is nothing.
    func take() async -> [Letter] {
        await withCheckedContinuation { continuation in
            let letters = state.withLock { state -> [Letter] in
                if state.letters.isEmpty { state.reader = continuation }
                defer { state.letters = [] }
                return state.letters
            }
            if !letters.isEmpty { continuation.resume(returning: letters) }
        }
    }
}
