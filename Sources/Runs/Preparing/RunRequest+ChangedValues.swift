public import Dataswarm
public import PipelineGraph
public import PipelineRecord

extension RunRequest {
    /// How many runs are looked at, the newest.
    private static let runLimit = 100

    /// Which tasks of a plan for this request run again for no other reason than that an earlier run was given other values.
    public func changedValues(
        in plan: Plan, for ds: Datestamp, of graph: Graph, _ records: [String: TaskRecord], in store: any RunStore
    ) async throws(StoreError) -> [ChangedValues] {
        guard plan.hasChanges, let now = given(to: graph) else { return [] }
        let runs = try await store.runs(RunFilter(ds: ds.description, limit: Self.runLimit))
        var seen: Set<Values> = [Values(self)]
        var earlier: [(run: Int64, given: GivenLayers)] = []
        for run in runs {
            for request in [run.request] + run.request.additions where seen.insert(Values(request)).inserted {
                // What can no longer be read, nobody can go by.
                if let given = request.given(to: graph) { earlier.append((run.id, given)) }
            }
        }
        return earlier.isEmpty ? [] : plan.changedValues(now, since: earlier, records, for: ds, in: graph)
    }

    private func given(to graph: Graph) -> GivenLayers? {
        let overrides = try? SettingOverrides.parse(settings, over: profile, in: graph)
        return overrides.map { GivenLayers(self, overrides: $0, in: graph) }
    }
}

extension RequestPlanner {
    /// Notes what runs again because an earlier run was given other values.
    public func noteChangedValues(
        in part: inout PlannedPart, _ record: RecordOfPlan, of store: any RunStore
    ) async throws(StoreError) {
        let found = try await request.changedValues(
            in: part.plan, for: part.ds, of: graph, record[part.ds].tasks, in: store)
        part.notices += found.map(RunNotice.changedValues)
    }
}

/// What of a request makes a difference to what is executed.
private struct Values: Hashable {
    let parameters: [String: String]
    let settings: [String]
    let profile: Profile?

    init(_ request: RunRequest) {
        (parameters, settings, profile) = (request.parameters, request.settings, request.profile)
    }
}
