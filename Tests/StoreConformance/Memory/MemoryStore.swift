public import PipelineRecord
import Synchronization

/// A store that keeps its record in memory; who has it, has the same one.
public final class MemoryStore: RunStore {
    private let record: Mutex<MemoryRecord>
    private let beforeCommit: @Sendable ([Transition]) throws(StoreError) -> Void

    /// - Parameter beforeCommit: is called before each commit, which fails where it throws.
    public init(
        _ record: MemoryRecord = MemoryRecord(),
        beforeCommit: @escaping @Sendable ([Transition]) throws(StoreError) -> Void = { _ in }
    ) {
        self.record = Mutex(record)
        self.beforeCommit = beforeCommit
    }

    /// A copy of the record as it is now.
    public var copy: MemoryRecord { record.withLock { $0 } }

    public var path: String { record.withLock { $0.path } }

    // MARK: Runs

    public func beginRun(_ run: NewRun) -> Int64 { record.withLock { $0.beginRun(run) } }

    public func endRun(_ id: Int64, state: RunState, at ms: Int64) {
        record.withLock { $0.endRun(id, state: state, at: ms) }
    }

    public func run(_ id: Int64) -> RunRecord? { record.withLock { $0.run(id) } }

    public func runs(_ filter: RunFilter) -> [RunRecord] { record.withLock { $0.runs(filter) } }

    public func requestCancel(run: Int64, _ request: CancelRequest) -> Bool {
        record.withLock { $0.requestCancel(run: run, request) }
    }

    public func extend(run: Int64, by request: RunRequest) -> Bool {
        record.withLock { $0.extend(run: run, by: request) }
    }

    public func cancelRequests(owner: String) -> [Int64: CancelRequest] {
        record.withLock { $0.cancelRequests(owner: owner) }
    }

    // MARK: Work

    public func commit(
        _ transitions: [Transition], run: Int64, at ms: Int64
    ) throws(StoreError) -> CommitResult {
        try beforeCommit(transitions)
        return try record.withLock { (record) throws(StoreError) in try record.commit(transitions, run: run, at: ms) }
    }

    public func claims(ds: String?) -> [Claim] { record.withLock { $0.claims(ds: ds) } }

    public func waits() -> [Wait] { record.withLock { $0.waits() } }

    public func changeCount() -> Int64 { record.withLock { $0.changeCount() } }

    // MARK: What is gone

    public func recover(owner: String, keeping: Set<AttemptKey>, at ms: Int64) -> [TaskRecord] {
        record.withLock { $0.recover(owner: owner, keeping: keeping, at: ms) }
    }

    public func adopt(run: Int64, by owner: RunOwner) { record.withLock { $0.adopt(run: run, by: owner) } }

    // MARK: Records

    public func records(ds: String) -> [String: TaskRecord] { record.withLock { $0.records(ds: ds) } }

    public func records(ds: ClosedRange<String>) -> [TaskRecord] { record.withLock { $0.records(ds: ds) } }

    public func record(_ key: TaskKey) -> TaskRecord? { record.withLock { $0.record(key) } }

    public func attempts(_ key: TaskKey) -> [AttemptRecord] { record.withLock { $0.attempts(key) } }

    public func attempts(run: Int64) -> [AttemptRecord] { record.withLock { $0.attempts(run: run) } }

    public func streaks() -> [String: Streak] { record.withLock { $0.streaks() } }

    public func liveResources(ds: String) -> [LiveResource] { record.withLock { $0.liveResources(ds: ds) } }

    // MARK: Forgetting

    public func clear(tasks: [String], ds: String, at ms: Int64) -> (count: Int, claims: [Claim]) {
        record.withLock { $0.clear(tasks: tasks, ds: ds, at: ms) }
    }

    public func release(tasks: [String]) -> [(task: String, streak: Streak)] {
        record.withLock { $0.release(tasks: tasks) }
    }

    public func forget(resources: [String], ds: String) -> [String] {
        record.withLock { $0.forget(resources: resources, ds: ds) }
    }

    public func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) -> [String] {
        record.withLock { $0.datestamps(endedBefore: ms, forgetsTasks: forgetsTasks) }
    }

    public func attempts(ds: String, endedBefore ms: Int64) -> [(key: AttemptKey, ended: Bool)] {
        record.withLock { $0.attempts(ds: ds, endedBefore: ms) }
    }

    public func remove(
        attempts: [AttemptKey], ds: String, endedBefore ms: Int64, forgetsTasks: Bool, isDryRun: Bool
    ) -> RemovedRecords {
        record.withLock {
            $0.remove(attempts: attempts, ds: ds, endedBefore: ms, forgetsTasks: forgetsTasks, isDryRun: isDryRun)
        }
    }

    public func removeRuns(endedBefore ms: Int64, isDryRun: Bool) -> Int {
        record.withLock { $0.removeRuns(endedBefore: ms, isDryRun: isDryRun) }
    }

    public func giveRoomBack() -> Int64 { record.withLock { $0.giveRoomBack() } }
}
