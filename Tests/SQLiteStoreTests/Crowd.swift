import Foundation
import Synchronization

/// Runs each of `bodies` on a thread of its own, all at once, and throws what the first of them to fail throws.
///
/// They block, which the threads that run tests must not: there are only as many of those as cores.
func crowd(_ bodies: [@Sendable () throws -> Void]) async throws {
    let outcome = Outcome(pending: bodies.count)
    try await withCheckedThrowingContinuation { continuation in
        for body in bodies {
            Thread.detachNewThread {
                let failure = sentence(body)
                guard let end = outcome.finish(failure) else { return }
                continuation.resume(with: end)
            }
        }
    }
}

private final class Outcome: Sendable {
    private let state: Mutex<(pending: Int, failure: String?)>

    init(pending: Int) {
        state = Mutex((pending, nil))
    }

    /// - Returns: how it all ended, to whoever is last.
    func finish(_ failure: String?) -> Result<Void, CrowdFailure>? {
        state.withLock { state in
            state.pending -= 1
            state.failure = state.failure ?? failure
            guard state.pending == 0 else { return nil }
            return state.failure.map { .failure(CrowdFailure(description: $0)) } ?? .success(())
        }
    }
}

struct CrowdFailure: Error, CustomStringConvertible {
    let description: String
}
