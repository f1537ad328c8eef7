import PipelineRecord
import StoreConformance

/// The record as one process sees it: everything takes a while, and nothing reaches it once the process is dead.
struct ImaginedStore: RunStore {
    let scene: Scene
    let process: ImaginedProcess

    var path: String { scene.record.path }

    /// Does something when its turn has come. Before its result is known, others come.
    private func take<Result>(
        _ body: (inout MemoryRecord) throws(StoreError) -> Result
    ) async throws(StoreError) -> Result {
        await scene.timetable.pass()
        try requireAlive()
        let result = try body(&scene.record)
        await scene.timetable.pass()
        try requireAlive()
        return result
    }

    private func requireAlive() throws(StoreError) {
        guard process.isDead else { return }
        throw StoreError(.unreachable, path, problem: "'\(process.owner.id)' is dead", remedy: "let another go on")
    }

    // MARK: Runs

    func beginRun(_ run: NewRun) async throws(StoreError) -> Int64 { try await take { $0.beginRun(run) } }

    func endRun(_ id: Int64, state: RunState, at ms: Int64) async throws(StoreError) {
        try await take { $0.endRun(id, state: state, at: ms) }
    }

    func run(_ id: Int64) async throws(StoreError) -> RunRecord? { try await take { $0.run(id) } }

    func runs(_ filter: RunFilter) async throws(StoreError) -> [RunRecord] { try await take { $0.runs(filter) } }

    func requestCancel(run: Int64, _ request: CancelRequest) async throws(StoreError) -> Bool {
        try await take { $0.requestCancel(run: run, request) }
    }

    func extend(run: Int64, by request: RunRequest) async throws(StoreError) -> Bool {
        try await take { $0.extend(run: run, by: request) }
    }

    func cancelRequests(owner: String) async throws(StoreError) -> [Int64: CancelRequest] {
        try await take { $0.cancelRequests(owner: owner) }
    }

    // MARK: Work

    func commit(_ transitions: [Transition], run: Int64, at ms: Int64) async throws(StoreError) -> CommitResult {
        try await take { record throws(StoreError) in
            let before = record
            let result = try record.commit(transitions, run: run, at: ms)
            scene.referee.committed(transitions, result, run: run, from: before, to: record)
            return result
        }
    }

    func claims(ds: String?) async throws(StoreError) -> [Claim] { try await take { $0.claims(ds: ds) } }
    func waits() async throws(StoreError) -> [Wait] { try await take { $0.waits() } }
    func changeCount() async throws(StoreError) -> Int64 { try await take { $0.changeCount() } }

    // MARK: What is gone

    func recover(owner: String, keeping: Set<AttemptKey>, at ms: Int64) async throws(StoreError) -> [TaskRecord] {
        try await take { record in
            let lost = record.recover(owner: owner, keeping: keeping, at: ms)
            scene.tell("\(process.owner.id) recovers \(owner), keeping \(keeping.count): lost \(lost.map(\.key))")
            return lost
        }
    }

    func adopt(run: Int64, by owner: RunOwner) async throws(StoreError) {
        try await take { $0.adopt(run: run, by: owner) }
    }

    // MARK: Records

    func records(ds: String) async throws(StoreError) -> [String: TaskRecord] { try await take { $0.records(ds: ds) } }

    func records(ds: ClosedRange<String>) async throws(StoreError) -> [TaskRecord] {
        try await take { $0.records(ds: ds) }
    }

    func record(_ key: TaskKey) async throws(StoreError) -> TaskRecord? { try await take { $0.record(key) } }
    func attempts(_ key: TaskKey) async throws(StoreError) -> [AttemptRecord] { try await take { $0.attempts(key) } }
    func attempts(run: Int64) async throws(StoreError) -> [AttemptRecord] { try await take { $0.attempts(run: run) } }
    func streaks() async throws(StoreError) -> [String: Streak] { try await take { $0.streaks() } }

    func liveResources(ds: String) async throws(StoreError) -> [LiveResource] {
        try await take { $0.liveResources(ds: ds) }
    }

    // MARK: Forgetting

    func clear(tasks: [String], ds: String, at ms: Int64) async throws(StoreError) -> (count: Int, claims: [Claim]) {
        try await take { $0.clear(tasks: tasks, ds: ds, at: ms) }
    }

    func release(tasks: [String]) async throws(StoreError) -> [(task: String, streak: Streak)] {
        try await take { $0.release(tasks: tasks) }
    }

    func forget(resources: [String], ds: String) async throws(StoreError) -> [String] {
        try await take { $0.forget(resources: resources, ds: ds) }
    }

    func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) async throws(StoreError) -> [String] {
        try await take { $0.datestamps(endedBefore: ms, forgetsTasks: forgetsTasks) }
    }

    func attempts(ds: String, endedBefore ms: Int64) async throws(StoreError) -> [(key: AttemptKey, ended: Bool)] {
        try await take { $0.attempts(ds: ds, endedBefore: ms) }
    }

    func remove(
        attempts: [AttemptKey], ds: String, endedBefore ms: Int64, forgetsTasks: Bool, isDryRun: Bool
    ) async throws(StoreError) -> RemovedRecords {
        try await take {
            $0.remove(attempts: attempts, ds: ds, endedBefore: ms, forgetsTasks: forgetsTasks, isDryRun: isDryRun)
        }
    }

    func removeRuns(endedBefore ms: Int64, isDryRun: Bool) async throws(StoreError) -> Int {
        try await take { $0.removeRuns(endedBefore: ms, isDryRun: isDryRun) }
    }

    func giveRoomBack() async throws(StoreError) -> Int64 { try await take { $0.giveRoomBack() } }
}
