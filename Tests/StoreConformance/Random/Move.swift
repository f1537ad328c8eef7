import PipelineRecord

/// One thing that is asked of a store which writes.
enum Move {
    case beginRun(NewRun)
    case endRun(Int64, RunState, ms: Int64)
    case requestCancel(Int64, CancelRequest)
    case extend(Int64, RunRequest)
    case commit([Transition], run: Int64, ms: Int64)
    case recover(owner: String, keeping: Set<AttemptKey>, ms: Int64)
    case adopt(Int64, RunOwner)
    case clear([String], ds: String, ms: Int64)
    case release([String])
    case forget([String], ds: String)
    case remove([AttemptKey], ds: String, before: Int64, forgetsTasks: Bool, isDryRun: Bool)
    case removeRuns(before: Int64, isDryRun: Bool)

    /// What a store has said to it.
    enum Answer: Hashable {
        case nothing
        case number(Int64)
        case isOnRecord(Bool)
        case committed(CommitResult)
        case lost([TaskRecord])
        case cleared(Int, [Claim])
        case released([String], [Streak])
        case forgotten([String])
        case removed(attempts: Int, tasks: Int)
        case refused(StoreError.Kind)
    }

    func make(in store: any RunStore) async -> Answer {
        do throws(StoreError) {
            return try await answer(of: store)
        } catch {
            return .refused(error.kind)
        }
    }

    private func answer(of store: any RunStore) async throws(StoreError) -> Answer {
        switch self {
        case .beginRun(let run): return .number(try await store.beginRun(run))
        case .endRun(let id, let state, let ms):
            try await store.endRun(id, state: state, at: ms)
            return .nothing
        case .requestCancel(let run, let request):
            return .isOnRecord(try await store.requestCancel(run: run, request))
        case .extend(let run, let request): return .isOnRecord(try await store.extend(run: run, by: request))
        case .commit(let transitions, let run, let ms):
            return .committed(try await store.commit(transitions, run: run, at: ms))
        case .recover(let owner, let kept, let ms):
            return .lost(try await store.recover(owner: owner, keeping: kept, at: ms))
        case .adopt(let run, let owner):
            try await store.adopt(run: run, by: owner)
            return .nothing
        case .clear(let tasks, let ds, let ms):
            let cleared = try await store.clear(tasks: tasks, ds: ds, at: ms)
            return .cleared(cleared.count, cleared.claims)
        case .release(let tasks):
            let released = try await store.release(tasks: tasks)
            return .released(released.map(\.task), released.map(\.streak))
        case .forget(let resources, let ds): return .forgotten(try await store.forget(resources: resources, ds: ds))
        case .remove(let attempts, let ds, let ms, let forgetsTasks, let isDryRun):
            let removed = try await store.remove(
                attempts: attempts, ds: ds, endedBefore: ms, forgetsTasks: forgetsTasks, isDryRun: isDryRun)
            return .removed(attempts: removed.attempts, tasks: removed.tasks)
        case .removeRuns(let ms, let isDryRun):
            return .number(Int64(try await store.removeRuns(endedBefore: ms, isDryRun: isDryRun)))
        }
    }
}
