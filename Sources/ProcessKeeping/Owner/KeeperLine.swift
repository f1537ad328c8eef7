import Glibc
import Synchronization

/// The driver's end of the wire to a keeper, with a thread of its own that listens.
package final class KeeperLine: Sendable {
    let index: Int
    private let wire: Wire
    private let mark: Mark
    private let supervisor: SupervisorLine
    private let state = Mutex(State())

    private struct State {
        var isGone = false
        /// Who waits for the report on the order that is being carried out.
        var continuation: CheckedContinuation<Answer, Never>?
        /// What was to be said about an order before it was sent.
        var early: UInt8?
    }

    /// What comes of an order.
    package enum Answer: Sendable {
        case report(Report)
        /// The keeper died; nothing is left of what it kept.
        case keeperDied
        /// The keeper could not be made; the number is the system's reason.
        case noKeeper(CInt)
    }

    init(_ wire: Wire, index: Int, mark: Mark, supervisor: SupervisorLine) {
        self.wire = wire
        self.index = index
        self.mark = mark
        self.supervisor = supervisor
    }

    /// Begins to listen; without that no order must be given.
    func start() throws(Spawn.SystemError) {
        do {
            try Listener.start { [self] in listen() }
        } catch {
            // What the keeper hears of it ends it.
            wire.close()
            state.withLock { $0.isGone = true }
            throw error
        }
    }

    var isGone: Bool { state.withLock { $0.isGone } }

    /// Has an order carried out. Cancelling the calling task asks the attempt to end.
    package func carryOut(_ order: Order, log: CInt, input: CInt) async -> Answer {
        var message = order.message
        message.descriptors = [log, input]
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isGone = state.withLock { state -> Bool in
                    if state.isGone { return true }
                    state.continuation = continuation
                    // Whether it arrives or not, the listener hears of it.
                    wire.send(message)
                    if let early = state.early { wire.send(Wire.Message(kind: early)) }
                    state.early = nil
                    return false
                }
                if isGone { supervisor.whenGone(mark) { continuation.resume(returning: .ended(without: $0)) } }
            }
        } onCancel: {
            say(Order.Kind.end)
        }
    }

    /// Says something about the order that is being carried out, or is about to be sent.
    func say(_ kind: UInt8) {
        // It wakes its keepers, where a task has stopped them all: what is said, and what is being sent, is for them.
        supervisor.wake()
        state.withLock { state in
            if state.isGone { return }
            if state.continuation == nil {
                state.early = max(kind, state.early ?? 0)
            } else {
                wire.send(Wire.Message(kind: kind))
            }
        }
    }

    /// Forgets what was said and was about no order that is being carried out.
    func forget() { state.withLock { $0.early = nil } }

    /// Lets it go.
    func close() {
        // What is gone is closed: its number may be another's.
        state.withLock { if !$0.isGone { wire.shutDown() } }
    }

    private func listen() {
        while let message = wire.receive(), let report = Report(message) {
            let continuation = state.withLock { state in
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(returning: .report(report))
        }
        let continuation = state.withLock { state in
            state.isGone = true
            defer { state.continuation = nil }
            return state.continuation
        }
        wire.close()
        guard let continuation else { return }
        supervisor.whenGone(mark) { continuation.resume(returning: .ended(without: $0)) }
    }
}

extension KeeperLine.Answer {
    fileprivate static func ended(without code: CInt) -> Self { code == 0 ? .keeperDied : .noKeeper(code) }
}
