import Synchronization

/// What is on its way to a run: put in from anywhere, taken out all at once in one place.
///
/// That they are taken all at once is what batches the store's transactions: while one is being written, further events
/// gather for the next.
final class Mailbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        var reader: CheckedContinuation<[Letter], Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// - Returns: whether it is on its way; `false` where nobody takes anything out any more.
    @discardableResult
    func put(_ letter: Letter) -> Bool {
        let (reader, isTaken) = state.withLock { state -> (CheckedContinuation<[Letter], Never>?, Bool) in
            if state.isClosed { return (nil, false) }
            guard let reader = state.reader else {
                state.letters.append(letter)
                return (nil, true)
            }
            state.reader = nil
            return (reader, true)
        }
        reader?.resume(returning: [letter])
        return isTaken
    }

    /// Takes nothing more in.
    ///
    /// - Returns: what has come and will not be heard.
    func close() -> [Letter] {
        state.withLock { state in
            state.isClosed = true
            defer { state.letters = [] }
            return state.letters
        }
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
