import Dataswarm
import PipelineGraph
import Pipelines
import Testing

@Suite struct DefinitionsTests {
    /// `driver` refuses a graph with problems; here they show before anything runs.
    @Test func graphHasNoProblems() throws {
        let graph = try Graph.load(definitions.graphJSON)
        #expect(graph.pipelines.count == 7)
        #expect(graph.index(of: "flights.report") != nil)
    }

    @Test func graphIsTheSameEachTime() {
        #expect(definitions.graphJSON == definitions.graphJSON)
    }

    @Test func everyTaskHasAnOwnerAndATimeout() throws {
        let graph = try Graph.load(definitions.graphJSON)
        for task in graph.taskIndices {
            let settings = graph.settings(of: task)
            #expect(settings.owner != nil, "\(graph.nodes[task].fullName) has no owner")
            #expect(settings.timeout != nil, "\(graph.nodes[task].fullName) has no timeout")
        }
    }

    @Test func reportsGoBeforeReplicas() throws {
        let graph = try Graph.load(definitions.graphJSON)
        let report = try #require(graph.index(of: "flights.report"))
        let load = try #require(graph.index(of: "replicate_planes.load_0"))
        #expect(graph.settings(of: report).priority == 0)
        #expect(graph.settings(of: load).priority == -10)
    }

    @Test func loadsAndOnlyLoadsCountAgainstThePoolOfReplications() throws {
        let graph = try Graph.load(definitions.graphJSON)
        let counted = graph.taskIndices.filter { graph.settings(of: $0).pool == "replication" }
        #expect(counted.count == 20)
        #expect(counted.allSatisfy { graph.nodes[$0].name.hasPrefix("load_") })
    }
}
