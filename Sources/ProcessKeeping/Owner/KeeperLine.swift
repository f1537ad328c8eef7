import Glibc
import Synchronization

/// The owner's end of the wire to a keeper, with a thread of its own that listens.
final class KeeperLine: Sendable {
    /// What all bears that the keeper keeps, and the keeper.
    let mark: Mark
    /// Whether the keeper's work goes on without its owner.
    let isLasting: Bool
    private let wire: Wire
    private let supervisor: SupervisorLine
    private let state: Mutex<State>

    private struct State {
        var isGone = false
        /// The order that the keeper has, or has carried out last.
        var current: Current?
    }

    private struct Current {
        let serial: Int64
        var outcome: Outcome?
        /// Who waits for the outcome.
        var continuation: CheckedContinuation<Outcome, Never>?
        /// Is told of each process that cannot be ended.
        var refused: @Sendable (Int32) -> Void = { _ in }
    }

    /// - Parameter kept: what it keeps already, where it is adopted: the order's number, and its report if there is one.
    init(
        _ wire: Wire, mark: Mark, isLasting: Bool, supervisor: SupervisorLine,
        kept: (serial: Int64, report: Report?)? = nil
    ) {
        self.wire = wire
        self.mark = mark
        self.isLasting = isLasting
        self.supervisor = supervisor
        state = Mutex(
            State(current: kept.map { Current(serial: $0.serial, outcome: $0.report.map { .report($0) }) }))
    }

    /// Begins to listen; without that no order must be given.
    func start() throws(SystemError) {
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

    /// Whether the keeper has died with an order in hand: what it has reported before is as good as ever.
    var isLost: Bool { state.withLock { $0.isGone && $0.current?.outcome == nil } }

    /// Gives it an order.
    ///
    /// - Parameter refused: is told of each process of it that cannot be ended from here.
    func give(_ order: Order, log: CInt, input: CInt, refused: @escaping @Sendable (Int32) -> Void) {
        var message = order.message
        message.descriptors = [log, input]
        let (isGone, code) = state.withLock { state -> (Bool, CInt) in
            state.current = Current(serial: order.serial, refused: refused)
            // Whether it arrives or not, the listener hears of it.
            return state.isGone ? (true, 0) : (false, wire.send(message))
        }
        if isGone {
            supervisor.whenGone(mark) { [self] in settle(.ended(without: $0)) }
        } else if code != 0, code != EPIPE {
            // It was never sent: for want of memory, or of open files.
            settle(.noKeeper(code))
        }
    }

    /// Waits for what comes of an order. To be called once.
    func outcome(of serial: Int64) async -> Outcome {
        await withCheckedContinuation { continuation in
            let outcome = state.withLock { state -> Outcome? in
                guard let current = state.current, current.serial == serial else { return .unknown }
                if current.outcome == nil { state.current?.continuation = continuation }
                return current.outcome
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }

    /// Says something about an order, unless that has been carried out.
    func say(_ kind: UInt8, about serial: Int64) {
        // It wakes its keepers, where a task has stopped them all: what is said, and what is being sent, is for them.
        supervisor.wake()
        state.withLock { state in
            guard !state.isGone, let current = state.current, current.serial == serial, current.outcome == nil else {
                return
            }
            wire.send(Wire.Message(kind: kind))
        }
    }

    /// Is done with an order that has been carried out.
    func forget(_ serial: Int64) {
        state.withLock { state in
            guard state.current?.serial == serial else { return }
            state.current = nil
            if isLasting, !state.isGone { wire.send(Wire.Message(kind: Order.Kind.forget)) }
        }
    }

    /// Lets it go.
    func close() {
        // What is gone is closed: its number may be another's.
        state.withLock { if !$0.isGone { wire.shutDown() } }
    }

    private func listen() {
        while let message = wire.receive() {
            if let report = NumberedReport(message) {
                settle(.report(report.report), of: report.serial)
            } else if let refusal = Refusal(message) {
                let current = state.withLock(\.current)
                if current?.serial == refusal.serial { current?.refused(refusal.process) }
            }
        }
        let isAwaited = state.withLock { state in
            state.isGone = true
            return state.current.map { $0.outcome == nil } ?? false
        }
        wire.close()
        if isAwaited { supervisor.whenGone(mark) { [self] in settle(.ended(without: $0)) } }
    }

    /// - Parameter serial: of which order; of the current one where it is `nil`.
    private func settle(_ outcome: Outcome, of serial: Int64? = nil) {
        let continuation = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            // A keeper may say a report twice, where it was asked what it keeps.
            guard let current = state.current, current.outcome == nil, serial ?? current.serial == current.serial else {
                return nil
            }
            state.current?.outcome = outcome
            state.current?.continuation = nil
            return current.continuation
        }
        continuation?.resume(returning: outcome)
    }
}

extension Outcome {
    fileprivate static func ended(without code: CInt) -> Self { code == 0 ? .keeperDied : .noKeeper(code) }
}
