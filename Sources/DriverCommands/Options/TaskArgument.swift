import Dataswarm
import PipelineGraph

/// A verb about one task.
enum TaskArgument {
    /// The one task that a name means, or the two steps of a resource.
    static func findOrResource(_ name: String, in graph: Graph) throws -> [Int] {
        let resources = graph.resources.filter { graph.isCalled(name, $0.fullName, in: $0.pipeline) }
        if resources.count == 1 { return [resources[0].create, resources[0].destroy] }
        return [try find(name, in: graph)]
    }

    /// The one task that a name means, or a step of a resource: `scratch_db.create`.
    static func find(_ name: String, in graph: Graph) throws -> Int {
        if let step = step(name, in: graph) { return step }
        try refusePipeline(name, graph)
        return try only(Selection(only: [name], in: graph), name, graph)
    }

    /// As above, where `state:` asks for a ds.
    static func find(_ name: String, in graph: Graph, for ds: Datestamp, _ workspace: Workspace) async throws -> Int {
        if let step = step(name, in: graph) { return step }
        try refusePipeline(name, graph)
        let range = try DatestampRange(ds.description)
        return try only(try await workspace.selection(only: [name], in: graph, over: range), name, graph, ds)
    }

    private static func step(_ name: String, in graph: Graph) -> Int? {
        let steps = graph.resources.flatMap { [$0.create, $0.destroy] }
            .filter { graph.isCalled(name, graph.nodes[$0].fullName, in: graph.nodes[$0].pipeline) }
        return steps.count == 1 ? steps[0] : nil
    }

    /// Of a pipeline, it is said which tasks it has: a selector of all of them would be refused next.
    private static func refusePipeline(_ name: String, _ graph: Graph) throws {
        guard let pipeline = graph.pipelines.first(where: { $0.name == name }),
            !graph.nodes.contains(where: { $0.step == nil && ($0.name == name || $0.fullName == name) })
        else { return }
        let tasks = pipeline.nodes.filter { graph.nodes[$0].isTask }.map { graph.nodes[$0].fullName }
        throw DriverError(.usage, "'\(name)' is a pipeline: name one of its tasks, which are \(list(tasks)).")
    }

    private static func list(_ names: [String]) -> String {
        "\(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? ", …" : "")"
    }

    private static func only(_ selection: Selection, _ name: String, _ graph: Graph, _ ds: Datestamp? = nil) throws
        -> Int
    {
        let tasks = selection.tasks
        // Only a state may match nothing, and for that a ds is named.
        guard let task = tasks.first else {
            let words = ds.map { " for \($0): 'driver status --ds \($0)' shows what there is" } ?? ""
            throw DriverError(.usage, "'\(name.printable)' matches no task\(words).")
        }
        guard tasks.count == 1 else {
            let names = list(tasks.map { graph.nodes[$0].fullName })
            throw DriverError(
                .usage,
                "'\(name.printable)' means \(tasks.count) tasks (\(names)): name one of them in full."
            )
        }
        return task
    }
}

extension Graph {
    /// Whether something of a pipeline is called so, in full or by its own name.
    fileprivate func isCalled(_ name: String, _ fullName: String, in pipeline: Int) -> Bool {
        fullName == name || fullName == "\(pipelines[pipeline].name).\(name)"
    }
}
