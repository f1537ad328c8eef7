import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

extension Workspace {
    /// What a verb that only looks is about. Where it is about a range, that is what is selected for any ds of it.
    ///
    /// - Parameter ds: for which `state:` asks what is on record; `nil` where that was not said.
    func selection(
        of choice: SelectionOptions, for ds: DatestampOption?, in graph: Graph
    ) async throws -> (selection: Selection, range: DatestampRange?) {
        let range = try await ds?.range(in: graph) {
            try $0.pipelines(only: choice.selectors, excluding: choice.exclude)
        }
        return (try await selection(only: choice.selectors, excluding: choice.exclude, in: graph, over: range), range)
    }

    /// What selectors select for a range.
    func selection(
        only: [String], excluding excluded: [String] = [], in graph: Graph, over range: DatestampRange?
    ) async throws -> Selection {
        guard let range else { return try Selection(only: only, excluding: excluded, in: graph) }
        guard (only + excluded).contains(where: Selector.asksForState) else {
            return try Selection(only: only, excluding: excluded, in: graph, state: { _ in nil })
        }
        let store = try await existingStore()
        let underWay = if let store { try await RunsUnderWay(in: store, folder) } else { RunsUnderWay() }
        var records: [[String: TaskRecord]] = []
        for ds in range { records.append(underWay.seen(try await store?.records(ds: ds.description) ?? [:])) }
        return try selection(only: only, excluding: excluded, in: graph, records)
    }

    /// What selectors select for any of several ds, by what is on record of each.
    func selection(
        only: [String], excluding excluded: [String], in graph: Graph, _ records: [[String: TaskRecord]]
    ) throws -> Selection {
        guard (only + excluded).contains(where: Selector.asksForState) else {
            return try Selection(only: only, excluding: excluded, in: graph, state: { _ in nil })
        }
        var all = Selection([], in: graph)
        for records in records {
            all.formUnion(
                try Selection(
                    only: only, excluding: excluded, in: graph, state: { records[graph.nodes[$0].fullName]?.state }))
        }
        return all
    }
}
