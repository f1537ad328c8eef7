import Dataswarm
import PipelineGraph
import PipelineRecord

/// The ds of every test.
let day = "2016-04-26"

/// A plan and the graph that it is of.
struct Planned {
    let graph: Graph
    let plan: Plan

    /// Everything that the pipelines define, through all the stations that a driver takes it.
    init(_ pipelines: [Pipeline], pools: [Pool] = [], records: [String: TaskRecord] = [:]) throws {
        let graph = try Graph.load(Definitions(pools: pools, pipelines: pipelines).graphJSON)
        try self.init(graph, records: records)
    }

    init(
        _ graph: Graph,
        records: [String: TaskRecord],
        previousState: (String) -> TaskState? = { _ in nil }
    ) throws {
        let request = PlanRequest(ds: try Datestamp(day), selection: Selection(all: graph))
        self.graph = graph
        let before = try request.ds.previous
        let names = graph.taskIndices.map { graph.nodes[$0].fullName }
        let previous = names.compactMap { name in
            previousState(name).map { TaskRecord(task: name, ds: before.description, state: $0) }
        }
        plan = try Plan(
            graph, request, reach: request.reach(in: graph),
            records: [
                request.ds: PlanRecord(tasks: records),
                before: PlanRecord(tasks: Dictionary(uniqueKeysWithValues: previous.map { ($0.task, $0) })),
            ])
    }
}

extension PlanItem {
    /// What is on record of it when it has succeeded with what it executes now.
    func success(order: Int64 = 1, attempts: Int = 1) -> TaskRecord {
        TaskRecord(
            task: name,
            ds: day,
            state: .succeeded,
            attempts: attempts,
            invocation: InvocationRecord.text(of: invocation),
            successOrder: order
        )
    }
}
