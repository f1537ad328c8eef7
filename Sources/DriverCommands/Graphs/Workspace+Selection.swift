import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

extension Workspace {
    /// What a verb that only looks is about. Where it is about a range, that is what is selected for any ds of it.
    ///
    /// - Parameter range: for which ds `state:` asks what is on record; `nil` where that was not said.
    func selection(
        only: [String], excluding excluded: [String] = [], in graph: Graph, over range: DatestampRange?
    ) async throws -> Selection {
        guard let range else { return try Selection(only: only, excluding: excluded, in: graph) }
        guard (only + excluded).contains(where: Selector.asksForState) else {
            return try Selection(only: only, excluding: excluded, in: graph, state: { _ in nil })
        }
        let store = try await existingStore()
        let underWay = if let store { try await RunsUnderWay(in: store, folder) } else { RunsUnderWay() }
        var all = Selection([], in: graph)
        for ds in range {
            let records = underWay.seen(try await store?.records(ds: ds.description) ?? [:])
            all.formUnion(
                try Selection(
                    only: only, excluding: excluded, in: graph, state: { records[graph.nodes[$0].fullName]?.state }))
        }
        return all
    }
}
