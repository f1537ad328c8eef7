public import Dataswarm
public import PipelineRecord

/// Which successes on record are stale: their command is another one by now, or what they stand on was made anew since, or is
/// stale itself.
///
/// It is a plan of all that has succeeded, and of nothing else, so that it cannot tell another story than a run does: what
/// runs in it is stale.
public struct Staleness: Sendable {
    private var reasons: [TaskKey: Decision.Reason] = [:]

    /// Nothing is stale.
    public init() {}

    /// The datestamps by which it is decided, with all that tasks stand on, near and far, here and at other datestamps.
    ///
    /// - Parameter datestamps: those that are asked about; at least one.
    public static func reach(of tasks: Selection, over datestamps: [Datestamp], in graph: Graph) -> PlanReach {
        var all = tasks
        all.addAncestors(in: graph)
        return PlanReach(all, over: datestamps, in: graph)
    }

    /// - Parameters:
    ///   - reach: see ``reach(of:over:in:)``.
    ///   - records: what is on record for each of its datestamps, by task.
    ///   - parameters: values of parameters, as ``PlanRequest/parameters``.
    ///   - profile: the layer of parameters below those.
    ///   - overrides: the settings of profile and command line.
    /// - Throws: what is wrong with the parameters.
    public init(
        _ reach: PlanReach, in graph: Graph, _ records: [Datestamp: [String: TaskRecord]],
        parameters: [String: String] = [:], profile: Profile? = nil, overrides: Settings = Settings()
    ) throws(PlanError) {
        var done = reach.filtered { task, ds in
            let granularity = graph.pipelines[graph.nodes[task].pipeline].schedule.granularity
            return (granularity ?? ds.granularity) == ds.granularity
                && records[ds]?[graph.nodes[task].fullName]?.state == .succeeded
        }
        let onRecord = records.mapValues { PlanRecord(tasks: $0) }
        while true {
            var request = PlanRequest(ds: done.layers[0].ds, selection: done.selection)
            // What is missing elsewhere makes nothing stale.
            request.upstream = .assume
            (request.parameters, request.profile, request.overrides) = (parameters, profile, overrides)
            do throws(PlanError) {
                let plan = try Plan(graph, request, reach: done, records: onRecord)
                for place in plan.items.indices where plan.items[place].resource == nil {
                    if let reason = plan.items[place].reason { reasons[plan.items[place].key] = reason }
                }
                return
            } catch {
                // What cannot be planned is not planned anew either.
                if error.details.contains(where: { $0.code == .parameter }) { throw error }
                if error.pipelines.isEmpty { return }
                done = done.filtered { task, _ in !error.pipelines.contains(graph.nodes[task].pipeline) }
            }
        }
    }

    /// Why a success is stale, in words; `nil` where it is not, or there is none.
    public subscript(key: TaskKey) -> String? {
        reasons[key].map { if case .upstreamRuns(let name) = $0 { "\(name) is stale" } else { $0.description } }
    }

    /// Whether nothing is stale.
    public var isEmpty: Bool { reasons.isEmpty }
}
