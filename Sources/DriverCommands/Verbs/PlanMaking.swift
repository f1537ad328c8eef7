import Dataswarm
import PipelineGraph
import PipelineStore

/// From options to a plan.
enum PlanMaking {
    static func plan(_ graph: Graph, _ options: PlanOptions, ds: Datestamp, store: Store?) throws -> Plan {
        let records = try store?.records(ds: ds.description) ?? [:]
        var selection = try Selection(
            only: options.selection.only, excluding: options.selection.exclude, in: graph,
            state: { records[graph.nodes[$0].fullName]?.state })
        if options.selection.only.isEmpty { keepScheduled(&selection, graph, ds) }
        var request = PlanRequest(ds: ds, selection: selection)
        request.force = options.force
        request.upstream = options.upstream
        request.parameters = try options.parameterValues()
        request.overrides = try SettingOverrides.parse(options.settings, in: graph)
        let previous = try previousRecords(graph, selection, ds, store)
        return try Plan(
            graph, request, records: records, streaks: try store?.streaks() ?? [:],
            previousState: { previous[$0]?.state })
    }

    /// Where nothing is said, everything is meant that is scheduled for such a ds: a pipeline of other days, or one that
    /// runs by the hour, is not.
    private static func keepScheduled(_ selection: inout Selection, _ graph: Graph, _ ds: Datestamp) {
        let isMeant = graph.pipelines.map { pipeline in
            let schedule = pipeline.schedule
            if let granularity = schedule.granularity, granularity != ds.granularity { return false }
            if let start = schedule.start.flatMap({ try? Datestamp($0) }), ds < start { return false }
            if let end = schedule.end.flatMap({ try? Datestamp($0) }), end < ds { return false }
            return true
        }
        selection.filter { isMeant[graph.nodes[$0].pipeline] }
        if selection.count == 0, !graph.pipelines.isEmpty {
            Console.error.line(
                "driver: warning: no pipeline is scheduled for \(ds): 'driver list --pipelines' shows when they are, and --only runs one all the same."
            )
            Console.error.flush()
        }
    }

    /// What is on record for the previous ds, where a selected task waits for itself.
    static func previousRecords(
        _ graph: Graph, _ selection: Selection, _ ds: Datestamp, _ store: Store?
    ) throws -> [String: TaskRecord] {
        guard let store, let previous = try? ds.previous,
            selection.contains.indices.contains(where: { selection.contains[$0] && graph.nodes[$0].waitsForPrevious })
        else { return [:] }
        return try store.records(ds: previous.description)
    }
}
