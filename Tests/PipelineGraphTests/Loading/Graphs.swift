import Dataswarm
import PipelineGraph

/// The graph of pipelines, by way of their JSON, as it goes from process to process.
func graph(of pipelines: [Pipeline], pools: [Pool] = []) throws -> Graph {
    try Graph.load(Definitions(pools: pools, pipelines: pipelines).graphJSON)
}

/// What is wrong with pipelines.
func problems(of pipelines: [Pipeline], pools: [Pool] = []) -> [String] {
    problems(in: Definitions(pools: pools, pipelines: pipelines).graphJSON)
}

/// What is wrong with a file; nothing if it loads.
func problems(in bytes: [UInt8]) -> [String] {
    do throws(GraphError) {
        _ = try Graph.load(bytes)
        return []
    } catch {
        return error.problems
    }
}

func problems(in text: String) -> [String] { problems(in: Array(text.utf8)) }

/// A hand-written file, of pipelines written out and a pool `hive` of four slots.
func file(pipelines: String) -> String {
    #"{"dataswarm":1,"graph":{"pools":[{"name":"hive","slots":4,"at":"P.swift:1"}],"pipelines":["# + pipelines + "]}}"
}

/// A hand-written file of one pipeline `p`, of tasks written out.
func file(tasks: String) -> String { file(pipelines: #"{"name":"p","at":"P.swift:2","tasks":["# + tasks + "]}") }

extension Graph {
    /// What a node waits for, by full names.
    func waits(_ fullName: String) -> Set<String>? {
        index(of: fullName).map { index in Set(upstream[index].map { nodes[$0].fullName }) }
    }
}
