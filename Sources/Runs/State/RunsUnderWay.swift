public import Dataswarm
public import PipelineRecord

/// The runs that go on right now, in whatever process, with what they have claimed and wait for.
public struct RunsUnderWay: Sendable {
    public var runs: [RunRecord] = []
    public var claims: [TaskKey: Claim] = [:]
    /// Who waits for what, in the order in which they came.
    public var waits: [Wait] = []

    /// None.
    public init() {}

    /// Reads them from a store; a run whose owner is dead does not go on.
    public init(in store: any RunStore, _ folder: StateFolder) async throws(StoreError) {
        runs = try await store.runs(RunFilter(states: [.running]))
            .filter { folder.isAlive($0.owner) }
        if runs.isEmpty { return }
        let open = Set(runs.map(\.id))
        for claim in try await store.claims(ds: nil) where open.contains(claim.run) { claims[claim.key] = claim }
        waits = try await store.waits().filter { open.contains($0.run) }
    }

    /// Those that are about a ds.
    public func about(_ ds: Datestamp) -> [RunRecord] {
        runs.filter { run in
            guard let range = try? DatestampRange(run.request.ds) else { return false }
            return range.first.granularity == ds.granularity && range.first <= ds && ds <= range.last
        }
    }

    /// Records as they are to be read now: what is on record as running and no run that goes on has claimed was lost.
    public func seen(_ records: [String: TaskRecord]) -> [String: TaskRecord] {
        records.mapValues { record in
            guard record.state == .running, claims[record.key] == nil else { return record }
            var record = record
            record.state = .lost
            return record
        }
    }

    /// The claims on tasks of a ds, by task.
    public func claims(ds: String) -> [String: Claim] {
        var found: [String: Claim] = [:]
        for (key, claim) in claims where key.ds == ds { found[key.task] = claim }
        return found
    }
}
