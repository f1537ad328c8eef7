public import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// What is on record for a ds, as a plan is made from it.
public struct DatestampRecord: Sendable {
    /// By task.
    public var tasks: [String: TaskRecord] = [:]
    /// What is on record for the ds before, by task; empty where nobody asks.
    public var previous: [String: TaskRecord] = [:]
    public var streaks: [String: Streak] = [:]
    /// The claims of runs that go on, by task.
    public var claims: [String: Claim] = [:]
    /// The attempts that were under way before anything else was read, by task.
    public var underWay: [String: Int] = [:]
    /// All resources that are on record as live.
    public var live: [LiveResource] = []
    /// The resources of these that no run keeps any more.
    public var leftovers: [LiveResource] = []
    /// What the run has done that the plan is for, where another process had begun it.
    public var earlier = EarlierWork()

    /// Nothing at all.
    public init() {}

    /// Reads what the store has.
    ///
    /// - Parameters:
    ///   - looksBack: whether the ds before matters.
    ///   - isAlive: whether the owner of a run is alive.
    public init(
        _ ds: Datestamp, in store: any RunStore, looksBack: Bool, isAlive: (RunOwner) -> Bool
    ) async throws(StoreError) {
        let text = ds.description
        // First: what has ended by the time that the tasks are read is seen there.
        underWay = Dictionary(
            try await store.claims(ds: text).map { ($0.key.task, $0.number) }, uniquingKeysWith: { max($0, $1) })
        tasks = try await store.records(ds: text)
        streaks = try await store.streaks()
        // Before the claims: what is begun meanwhile would be taken for left.
        live = try await store.liveResources(ds: text)
        let open = Set(try await store.runs(RunFilter(states: [.running])).filter { isAlive($0.owner) }.map(\.id))
        let claims = try await store.claims(ds: text).filter { open.contains($0.run) }
        self.claims = Dictionary(claims.map { ($0.key.task, $0) }, uniquingKeysWith: { first, _ in first })
        leftovers = live.filter { self.claims[$0.creation.task]?.run != $0.run }
        if looksBack, let before = try? ds.previous { previous = try await store.records(ds: before.description) }
    }
}
