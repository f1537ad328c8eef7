import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// The order in which the pipelines of a request take their datestamps.
extension RequestPlanner {
    /// How many datestamps of a pipeline are under way at a time, unless the pipeline allows less.
    var parallel: Int { request.parallel ?? 1 }

    /// Which turn of its pipeline an item belongs to that is planned for a ds; `nil` where none has to wait for another.
    ///
    /// What comes along at other datestamps takes the same turn, side by side, unless the pipeline says how many of its
    /// datestamps may be under way.
    func turns(for ds: Datestamp) -> TurnRule? {
        let isRange = datestamps.count > 1
        if !isRange, graph.pipelines.allSatisfy({ $0.parallel == nil }) { return nil }
        return TurnRule { [graph] item in
            let pipeline = graph.pipelines[graph.nodes[item.node].pipeline]
            if !isRange, pipeline.parallel == nil { return nil }
            return TurnRule.Turn(
                pipeline: pipeline.name, ds: pipeline.parallel == nil ? ds : item.ds, limit: limit(of: pipeline))
        }
    }

    /// The pipelines that may have something to do for a ds of a range, and how many turns each may have under way.
    func pipelines(for ds: Datestamp) -> [(name: String, limit: Int)] {
        let takesAll = !request.only.isEmpty || request.retriesFailed
        return possiblePipelines.filter { takesAll || graph.timetable.isMeant($0, for: ds) }
            .map { (graph.pipelines[$0].name, limit(of: graph.pipelines[$0])) }
    }

    private func limit(of pipeline: PipelineNode) -> Int {
        let allowed = pipeline.parallel ?? .max
        return datestamps.count > 1 ? min(parallel, allowed) : allowed
    }

    /// The pipelines of which a request may take tasks, by their places: all that can have such a ds, where it goes by states.
    static func possiblePipelines(
        of request: RunRequest, _ granularity: Datestamp.Granularity, in graph: Graph
    ) -> [Int] {
        let possible = graph.pipelines.indices.filter {
            graph.pipelines[$0].schedule.granularity ?? granularity == granularity
        }
        if request.retriesFailed || (request.only + request.exclude).contains(where: Selector.asksForState) {
            return possible
        }
        // What is wrong with a selector is said when a ds is planned.
        guard let selection = try? Selection(only: request.only, excluding: request.exclude, in: graph) else {
            return possible
        }
        let taken = Set(selection.tasks.map { graph.nodes[$0].pipeline })
        return possible.filter(taken.contains)
    }
}
