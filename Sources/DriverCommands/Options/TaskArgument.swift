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
        let steps = graph.resources.flatMap { [$0.create, $0.destroy] }
            .filter { graph.isCalled(name, graph.nodes[$0].fullName, in: graph.nodes[$0].pipeline) }
        if steps.count == 1 { return steps[0] }
        let tasks = try Selection(only: [name], in: graph).tasks
        guard tasks.count == 1, let task = tasks.first else {
            let names = tasks.prefix(3).map { graph.nodes[$0].fullName }.joined(separator: ", ")
            throw DriverError(
                .usage,
                "'\(name.printable)' means \(tasks.count) tasks (\(names)\(tasks.count > 3 ? ", …" : "")): name one of them in full."
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
