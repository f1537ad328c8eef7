import PipelineRecord
import Synchronization

/// Puts right what owners of runs have left that are gone: their processes end, what they had running is lost, and what they
/// had claimed is free.
///
/// Whoever meets it does it, one at a time.
final class Recovery: Sendable {
    private let configuration: Runner.Configuration
    /// The owners that have been recovered: their runs may stay open, for others to adopt them.
    private let done = Mutex<Set<RunOwner>>([])

    init(_ configuration: Runner.Configuration) { self.configuration = configuration }

    /// Recovers every dead owner of a run that is on record as running.
    ///
    /// - Returns: the tasks that were lost.
    func recoverAll(at time: Int64) async throws(StoreError) -> [TaskRecord] {
        var lost: [TaskRecord] = []
        var seen: Set<RunOwner> = []
        for run in try await configuration.store.runs(RunFilter(states: [.running]))
        where seen.insert(run.owner).inserted {
            lost += try await recover(run.owner, at: time) ?? []
        }
        return lost
    }

    /// Recovers an owner, if it is dead.
    ///
    /// - Returns: the tasks that were lost; `nil` where it lives, or another recovers it right now.
    func recover(_ owner: RunOwner, at time: Int64) async throws(StoreError) -> [TaskRecord]? {
        if owner.id == configuration.owner.id || done.withLock({ $0.contains(owner) }) { return nil }
        if OwnerLock.isHeld(owner: owner.id, in: configuration.folder) { return nil }
        guard let lock = try? OwnerLock(recovering: owner.id, in: configuration.folder) else { return nil }
        await configuration.endLeftovers(owner)
        let lost = try await configuration.store.recover(owner: owner.id, keeping: [], at: time)
        lock.removeFile()
        done.withLock { _ = $0.insert(owner) }
        return lost
    }
}
