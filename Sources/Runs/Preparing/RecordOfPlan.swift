public import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// What is on record for the datestamps that a plan is about.
public struct RecordOfPlan: Sendable {
    public var datestamps: [Datestamp: DatestampRecord] = [:]
    /// The failures in a row of each task whose last end was one.
    public var streaks: [String: Streak] = [:]

    /// Nothing at all.
    public init() {}

    /// What is on record for a ds; nothing where it was not read.
    public subscript(ds: Datestamp) -> DatestampRecord { datestamps[ds] ?? DatestampRecord() }

    /// Reads what the store has of datestamps that have not been read.
    ///
    /// - Parameter isAlive: whether the owner of a run is alive.
    public mutating func read(
        _ wanted: some Sequence<Datestamp>, in store: any RunStore, isAlive: (RunOwner) -> Bool
    ) async throws(StoreError) {
        let wanted = Set(wanted).filter { datestamps[$0] == nil }.sorted()
        if wanted.isEmpty { return }
        // First: what has ended by the time that the tasks are read is seen there.
        for ds in wanted {
            datestamps[ds, default: DatestampRecord()].underWay = Dictionary(
                try await store.claims(ds: ds.description).map { ($0.key.task, $0.number) },
                uniquingKeysWith: { max($0, $1) })
        }
        for ds in wanted {
            datestamps[ds, default: DatestampRecord()].tasks = try await store.records(ds: ds.description)
            // Before the claims: what is begun meanwhile would be taken for left.
            datestamps[ds, default: DatestampRecord()].live = try await store.liveResources(ds: ds.description)
        }
        streaks = try await store.streaks()
        let open = Set(try await store.runs(RunFilter(states: [.running])).filter { isAlive($0.owner) }.map(\.id))
        for ds in wanted {
            let found = try await store.claims(ds: ds.description).filter { open.contains($0.run) }
            let claims = Dictionary(found.map { ($0.key.task, $0) }, uniquingKeysWith: { first, _ in first })
            datestamps[ds, default: DatestampRecord()].claims = claims
            datestamps[ds, default: DatestampRecord()].leftovers = self[ds].live.filter {
                claims[$0.creation.task]?.run != $0.run
            }
        }
    }

    /// What is on record of some datestamps, as a plan is made from it.
    public func planRecords(of wanted: Set<Datestamp>) -> [Datestamp: PlanRecord] {
        var records: [Datestamp: PlanRecord] = [:]
        for ds in wanted {
            guard let record = datestamps[ds] else { continue }
            var plan = PlanRecord(tasks: record.tasks, live: record.leftovers)
            plan.claims = record.claims
            plan.earlier = record.earlier
            records[ds] = plan
        }
        return records
    }
}
