import CivilTime
import Dataswarm
import PipelineGraph
import Testing

@Suite struct TimetableTests {
    private func meant(_ graph: Graph, _ ds: String) throws -> [String] {
        let (timetable, ds) = (graph.timetable, try Datestamp(ds))
        let meant = graph.pipelines.indices.filter { timetable.isMeant($0, for: ds) }
        #expect(timetable.isMeant(ds) == !meant.isEmpty)
        return meant.map { graph.pipelines[$0].name }
    }

    @Test func `those are meant whose schedule includes the ds`() throws {
        let graph = Fixture.graph(
            Pipeline("days", schedule: .daily.starting("2016-04-02")) {}, Pipeline("hand") {},
            Pipeline("hours", schedule: .hourly) {}, Pipeline("mondays", schedule: .weekly) {},
            Pipeline("others", schedule: .weekly) {})
        #expect(try meant(graph, "2016-04-01") == [])
        #expect(try meant(graph, "2016-04-02") == ["days"])
        #expect(try meant(graph, "2016-04-04") == ["days", "mondays", "others"])
        #expect(try meant(graph, "2016-04-04T07") == ["hours"])
        #expect(try meant(graph, "2016-04") == [])
    }

    @Test func `where no pipeline has a schedule all are meant`() throws {
        let graph = Fixture.graph(
            Pipeline("a") {}, Pipeline("b", schedule: .never.starting("2016-04-02")) {})
        #expect(try meant(graph, "2016-04-01") == ["a"])
        #expect(try meant(graph, "2016-04-02") == ["a", "b"])
        #expect(try meant(graph, "2016-05") == ["a", "b"])
    }

    @Test func `the zones that a graph names are those of schedules and of tasks`() throws {
        let graph = Fixture.graph(
            Pipeline("a", schedule: .daily.inTimeZone("Europe/Berlin")) {
                Task("t", SleepUntil(.ds, at: 7, in: "Asia/Tokyo"))
            },
            Pipeline("b") { Task("t", NoOp()) })
        #expect(graph.zoneNames == ["Europe/Berlin", "Asia/Tokyo", "UTC"])
    }

    @Test func `a zone that is not there is told of those that are selected`() throws {
        var graph = Fixture.graph(
            Pipeline("a", schedule: .daily.inTimeZone("Europe/Nope")) { Task("t", NoOp()) },
            Pipeline("b") {
                Task("t", SleepUntil(.ds, in: "Asia/Nope"))
                Task("u", NoOp())
            })
        graph.zones = ZoneDatabase(folders: ["/nowhere"]).zones(named: graph.zoneNames)
        let clause =
            "which is not in /nowhere: write a name of the IANA database, such as Europe/Berlin, or install it (package tzdata)."
        let all = graph.zoneProblems(of: Selection(all: graph))
        #expect(
            all.map(\.sentence) == [
                "the schedule of 'a' is wrong: it goes by the time zone 'Europe/Nope', \(clause)",
                "'b.t' waits for a time in the zone 'Asia/Nope', \(clause)",
            ])
        #expect(all.allSatisfy { $0.place?.contains("TimetableTests.swift:") ?? false })
        #expect(graph.zoneProblems(of: try Selection(only: ["b.u"], in: graph)) == [])
        let error = #expect(throws: GraphError.self) { try graph.verifyZones(of: Selection(all: graph)) }
        #expect(error?.pipelines == [0, 1])
    }

    @Test func `without some pipelines a selection loses what waits for them`() throws {
        let graph = Fixture.everything
        let all = Selection(all: graph)
        let gifs = try #require(graph.pipelines.firstIndex { $0.name == "cat_gifs" })
        let left = all.without([gifs], at: try Datestamp("2016-04-26"), in: graph)
        #expect(left.waiting.map { graph.nodes[$0].fullName } == ["report.7"])
        #expect(left.selection.count == all.count - 4)
    }
}
