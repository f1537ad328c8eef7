import Dataswarm
import PipelineGraph
import PipelineRecord
import SQLiteStore

/// From options to a plan.
enum PlanMaking {
    /// - Parameter driverIsRunning: whether another driver runs the ds right now: then what is live is no leftover.
    static func plan(
        _ graph: Graph, _ options: PlanOptions, _ choice: TaskChoice, ds: Datestamp, store: SQLiteStore?,
        driverIsRunning: Bool = false
    ) throws -> Plan {
        let records = try store?.records(ds: ds.description) ?? [:]
        let selection = try choice.selection(in: graph, for: ds, records, driverIsRunning: driverIsRunning)
        var request = PlanRequest(ds: ds, selection: selection)
        request.force = options.force
        request.upstream = options.upstream
        request.parameters = try options.parameterValues()
        request.overrides = try SettingOverrides.parse(options.settings, in: graph)
        let previous = try previousRecords(graph, selection, ds, store)
        let live = driverIsRunning ? [] : try store?.liveResources(ds: ds.description) ?? []
        return try Plan(
            graph, request, records: records, streaks: try store?.streaks() ?? [:], live: live,
            previousState: { previous[$0]?.state })
    }

    /// What is on record for the previous ds, where a selected task waits for itself.
    static func previousRecords(
        _ graph: Graph, _ selection: Selection, _ ds: Datestamp, _ store: SQLiteStore?
    ) throws -> [String: TaskRecord] {
        guard let store, let previous = try? ds.previous,
            selection.contains.indices.contains(where: { selection.contains[$0] && graph.nodes[$0].waitsForPrevious })
        else { return [:] }
        return try store.records(ds: previous.description)
    }
}
