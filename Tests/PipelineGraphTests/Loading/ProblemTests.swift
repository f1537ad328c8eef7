import Dataswarm
import PipelineGraph
import Testing

/// What a page or another program is told of a mistake, beside the sentence.
@Suite struct ProblemTests {
    @Test func aDefinitionHasItsPlace() throws {
        let line = #line + 1
        let pipeline = Pipeline("p") { Task("find", Shell("true"), pool: "hive") }
        let error = #expect(throws: GraphError.self) {
            try Graph.load(Definitions(pipelines: [pipeline]).graphJSON)
        }
        let problem = try #require(error?.details.first)
        #expect(problem.code == .definition)
        #expect(problem.place?.hasSuffix("ProblemTests.swift:\(line)") == true)
        #expect(problem.sentence.hasPrefix("'p.find' names the pool 'hive'"))
        #expect(problem.description == "\(problem.place ?? ""): error: \(problem.sentence)")
        #expect(error?.problems == [problem.description])
    }

    @Test func aMistakeOfTheRequestHasNone() throws {
        let graph = try Graph.load(Definitions(pipelines: [Pipeline("p") { Task("find", Shell("true")) }]).graphJSON)
        var request = PlanRequest(ds: try Datestamp("2016-04-26"), selection: Selection(all: graph))
        request.parameters = ["limit": "3"]
        let error = #expect(throws: PlanError.self) { try Plan(graph, request, records: [:]) }
        #expect(error?.details.map(\.code) == [.parameter])
        #expect(error?.details.map(\.place) == [nil])
    }

    /// They stand in events: programs go by them.
    @Test func codesDoNotChange() {
        #expect(
            Problem.Code.allCases.map(\.rawValue) == [
                "graph_format", "definition", "cycle", "output_not_waited_for", "rendering", "parameter", "profile",
                "setting",
                "datestamp", "upstream_not_done", "request", "selector",
            ])
    }
}
