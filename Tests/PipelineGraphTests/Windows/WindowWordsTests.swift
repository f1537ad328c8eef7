import Dataswarm
import PipelineGraph
import Testing

/// What is said of tasks that wait at other datestamps, wherever the graph is shown.
@Suite struct WindowWordsTests {
    private let graph: Graph = {
        let ingest = Pipeline("ingest", schedule: .hourly) { Task("clean", NoOp()) }
        return Fixture.graph(
            ingest,
            Pipeline("daily", schedule: .daily) {
                let day = Task("day", NoOp(), depList: [ingest.clean.each(.hour)])
                Task("report", NoOp(), depList: [day.at(.ds - 1.days), .previous])
            })
    }()

    @Test func explained() throws {
        let day = Explanation(of: try #require(graph.index(of: "daily.day")), in: graph)
        #expect(day.lines.contains("  waits for ingest.clean.each(.hour)"))
        let report = Explanation(of: try #require(graph.index(of: "daily.report")), in: graph)
        #expect(report.lines.contains("  waits for day.at(.ds - 1.days), itself at the previous ds"))
    }

    @Test func drawn() {
        let lines = graph.drawn(Selection(all: graph), as: .text).split(separator: "\n")
        #expect(lines.contains { $0.hasSuffix("day  (NoOp)  ← ingest.clean.each(.hour)") })
        #expect(lines.contains { $0.hasSuffix("report  (NoOp)  ← day.at(.ds - 1.days), itself at the previous ds") })
    }

    @Test func aResourceLivesForOneRun() throws {
        let source = Pipeline("source", schedule: .daily) { Task("load", NoOp()) }
        func problem(_ depList: [Dataswarm.Node]) -> String? {
            let pipeline = Pipeline("p", schedule: .daily) {
                let database = Resource(
                    "db", create: NoOp(), destroy: NoOp(), depList: depList, file: "P.swift", line: 2)
                Task("read", NoOp(), uses: [database])
            }
            let json = Definitions(pipelines: [source, pipeline]).graphJSON
            return #expect(throws: GraphError.self) { try Graph.load(json) }?.problems.first
        }
        #expect(
            problem([source.load.last(7)])
                == "P.swift:2: error: the resource 'p.db' waits for source.load.last(7): it lives for one run. Let its users wait."
        )
        #expect(
            problem([.previous])
                == "P.swift:2: error: the resource 'p.db' waits for itself at the previous ds: it lives for one run. Let its users wait."
        )
    }
}
