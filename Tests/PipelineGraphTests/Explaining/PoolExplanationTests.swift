import Dataswarm
import PipelineGraph
import Testing

/// What is said of the pools of a task.
@Suite struct PoolExplanationTests {
    private func graph() throws -> Graph {
        let pipeline = Pipeline("p") {
            Defaults(pool: ["source", PoolUse("warehouse", slots: 2)], file: "P.swift", line: 2)
            Task("copy", NoOp())
            Task("load", NoOp(), pool: "warehouse", file: "P.swift", line: 4)
            Task("tidy", NoOp(), pool: [], file: "P.swift", line: 5)
        }
        return try PipelineGraphTests.graph(
            of: [pipeline], pools: [Pool("source", slots: 2), Pool("warehouse", slots: 2)])
    }

    private func explained(_ task: String, _ overrides: Settings = Settings()) throws -> [String] {
        let graph = try graph()
        let index = try #require(graph.index(of: "p.\(task)"))
        return Explanation(
            of: index, in: graph, under: [SettingsLayer(kind: .commandLine, location: "", settings: overrides)]
        ).lines.filter { $0.hasPrefix("  pool ") }
    }

    @Test func theLayerThatSaysThemSaysAllOfThem() throws {
        #expect(
            try explained("copy") == ["  pool            source, warehouse (2 slots)  (pipeline, P.swift:2)"])
        #expect(try explained("load") == ["  pool            warehouse  (task, P.swift:4)"])
        #expect(try explained("tidy") == ["  pool            none  (task, P.swift:5)"])
        #expect(try explained("load", Settings(pool: [])) == ["  pool            none  (command line)"])
    }

    private func reasons(_ task: String) throws -> [String] {
        let graph = try graph()
        let index = try #require(graph.index(of: "p.\(task)"))
        let plan = try graph.plan(only: [task])
        let ds = try Datestamp("2016-04-26")
        return Why(index, in: graph, ds: ds, plan: plan, Why.Situation(records: [:])) { "\($0)" }.lines
            .filter { $0.contains("takes") }
    }

    @Test func whatItTakesOfThem() throws {
        #expect(
            try reasons("copy") == [
                "  It takes a slot of the pool source and 2 slots of the pool warehouse, all at once."
            ])
        #expect(try reasons("load") == ["  It takes a slot of the pool warehouse."])
        #expect(try reasons("tidy") == [])
    }
}
