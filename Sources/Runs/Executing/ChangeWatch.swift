import PipelineEngine
import PipelineRecord
import Synchronization

/// Looks for what runs of this process wait for and others have: claims that are given up, slots that are free, owners that died.
///
/// There is nobody who could tell it of what other processes do. While a run waits, it asks the store at a rhythm whether
/// anything has changed, which takes some microseconds; and only those are woken that could get what they wait for.
final class ChangeWatch: Sendable {
    let recovery: Recovery
    private let configuration: Runner.Configuration
    private let state = Mutex(State())

    /// Between two looks, in milliseconds.
    private static let pause: Int64 = 50

    private struct State {
        /// The runs that wait.
        var waiting: [Int64: Mailbox<Letter>] = [:]
        /// Goes up with each that begins to wait: what it waits for may have become free before that.
        var arrivals = 0
        /// What goes on while there are any.
        var looking: _Concurrency.Task<Void, Never>?
        /// Wakes it before its time.
        var bell: CheckedContinuation<Void, Never>?
        var hasRung = false
        var isStopped = false
    }

    init(_ configuration: Runner.Configuration) {
        self.configuration = configuration
        recovery = Recovery(configuration)
    }

    /// Notes whether a run waits for what others have.
    func run(_ run: Int64, waits: Bool, _ mailbox: Mailbox<Letter>) {
        state.withLock { state in
            guard waits, !state.isStopped else {
                state.waiting[run] = nil
                return
            }
            if state.waiting.updateValue(mailbox, forKey: run) == nil { state.arrivals += 1 }
            if state.looking == nil {
                state.looking = _Concurrency.Task.detached(executorPreference: configuration.executor) { [weak self] in
                    await self?.look()
                }
            }
        }
    }

    func forget(_ run: Int64) {
        state.withLock { $0.waiting[run] = nil }
        ring()
    }

    /// A run of this process has put something on record.
    func somethingChanged() {
        if state.withLock({ !$0.waiting.isEmpty }) { ring() }
    }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.waiting = [:]
        }
        ring()
    }

    private func ring() {
        let bell = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.hasRung = state.bell == nil
            defer { state.bell = nil }
            return state.bell
        }
        bell?.resume()
    }

    private func look() async {
        var seen: (change: Int64, arrivals: Int)?
        while !isOver() {
            do {
                let arrivals = state.withLock(\.arrivals)
                let change = try await configuration.store.changeCount()
                if seen.map({ $0 != (change, arrivals) }) ?? true {
                    seen = (change, arrivals)
                    try await wake()
                }
                if try await recoverDead() { continue }
            } catch {
                // Whatever is the matter with the store, the runs find out when they ask it.
                wakeAll()
            }
            await pause()
        }
    }

    /// Whether nobody waits any more; then this has come to its end.
    private func isOver() -> Bool {
        state.withLock { state in
            if state.waiting.isEmpty { state.looking = nil }
            return state.waiting.isEmpty
        }
    }

    private func pause() async {
        let alarm = _Concurrency.Task.detached(executorPreference: configuration.executor) { [self] in
            await configuration.clock.sleep(until: configuration.clock.steadyTime + ChangeWatch.pause)
            if !_Concurrency.Task.isCancelled { ring() }
        }
        await withCheckedContinuation { continuation in
            let hasRung = state.withLock { state in
                if !state.hasRung { state.bell = continuation }
                defer { state.hasRung = false }
                return state.hasRung
            }
            if hasRung { continuation.resume() }
        }
        alarm.cancel()
    }

    /// Wakes the runs that may get what they wait for.
    private func wake() async throws(StoreError) {
        let waits = try await configuration.store.waits()
        let claims = try await configuration.store.claims(ds: nil)
        let claimed = Dictionary(claims.map { ($0.key, $0.run) }, uniquingKeysWith: { first, _ in first })
        var wanted: Set<Int64> = []
        var pools: Set<String> = []
        for wait in waits {
            if let pool = wait.pool {
                // Nobody overtakes the first of a line.
                if pools.insert(pool).inserted { wanted.insert(wait.run) }
            } else if claimed[wait.key] == nil || claimed[wait.key] == wait.run {
                wanted.insert(wait.run)
            }
        }
        // Resources are wanted by tasks that another run may have done meanwhile.
        let known = Set(waits.map(\.run))
        for (run, mailbox) in waiting() where wanted.contains(run) || !known.contains(run) {
            mailbox.put(.engine(.othersChanged))
        }
    }

    private func wakeAll() {
        for (_, mailbox) in waiting() { mailbox.put(.engine(.othersChanged)) }
    }

    /// The runs that wait, the oldest first.
    private func waiting() -> [(run: Int64, mailbox: Mailbox<Letter>)] {
        state.withLock { $0.waiting }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// - Returns: whether an owner was dead and has been recovered.
    private func recoverDead() async throws(StoreError) -> Bool {
        let lost = try await recovery.recoverAll(at: configuration.clock.wallTime)
        if lost.isEmpty { return false }
        for (_, mailbox) in waiting() { mailbox.put(.noticed(lost.map(RunNotice.lost))) }
        return true
    }
}
