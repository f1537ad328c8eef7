import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Which tasks a run is about.
enum TaskChoice {
    /// Those that options name; where they name none, what is scheduled for the ds.
    case named(SelectionOptions)
    /// What failed and what waits for it; of these only what the selectors select, where there are any.
    case failed([String])

    /// The tasks for a ds.
    ///
    /// - Parameter records: what is on record for the ds.
    func selection(
        in graph: Graph, for ds: Datestamp, _ records: [String: TaskRecord], driverIsRunning: Bool
    ) throws -> Selection {
        let state: (Int) -> TaskState? = { records[graph.nodes[$0].fullName]?.state }
        switch self {
        case .named(let options):
            var selection = try Selection(only: options.only, excluding: options.exclude, in: graph, state: state)
            if options.only.isEmpty { TaskChoice.keepScheduled(&selection, graph, ds) }
            return selection
        case .failed(let selectors):
            var selection = Selection(failedIn: records, of: graph, driverIsRunning: driverIsRunning)
            let selected = try Selection(only: selectors, in: graph, state: state)
            selection.filter { selected.contains[$0] }
            return selection
        }
    }

    /// What is said where that is nothing, and nothing is wrong with it.
    func wordsForNothing(_ ds: Datestamp) -> String? {
        switch self {
        case .named: nil
        case .failed([]): "ds \(ds): nothing failed"
        case .failed: "ds \(ds): nothing that is selected failed, or waits for what failed"
        }
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
}
