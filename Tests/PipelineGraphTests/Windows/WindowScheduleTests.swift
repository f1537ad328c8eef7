import CivilTime
import Dataswarm
import PipelineGraph
import Testing

/// A window holds only datestamps that the other pipeline has.
@Suite struct WindowScheduleTests {
    private let graph: Graph = {
        let hours = Pipeline("hours", schedule: .hourly.inTimeZone("Europe/Berlin")) { Task("load", NoOp()) }
        let days = Pipeline("days", schedule: .daily.inTimeZone("Europe/Berlin")) {
            Task("sum", NoOp(), depList: [hours.load.each(.hour)])
        }
        let workdays = Pipeline("workdays", schedule: .cron("30 4 * * 1-5")) { Task("load", NoOp()) }
        let mondays = Pipeline("mondays", schedule: .weekly.starting("2016-04-04")) {
            Task("sum", NoOp(), depList: [workdays.load.last(7)])
            Task("diary", NoOp(), depList: [.previous])
        }
        var graph = Fixture.graph(hours, days, workdays, mondays)
        graph.zones = ZoneDatabase(folders: ["/usr/share/zoneinfo"]).zones(named: graph.zoneNames)
        return graph
    }()

    private func edge(of task: String) throws -> WindowEdge {
        let index = try #require(graph.index(of: task))
        return try #require(graph.windows.upstream(of: index).first)
    }

    private func datestamps(_ task: String, _ ds: String) throws -> [String] {
        try graph.datestamps(of: edge(of: task), from: Datestamp(ds)).map(\.description)
    }

    @Test(arguments: [("2016-03-26", 24), ("2016-03-27", 23), ("2016-10-30", 24)])
    func `a day waits for the hours that its clocks show`(day: String, count: Int) throws {
        let hours = try datestamps("days.sum", day)
        #expect(hours.count == count)
        #expect(!hours.contains("2016-03-27T02"))
    }

    @Test func `of seven days it waits for those on which the other runs`() throws {
        #expect(
            try datestamps("mondays.sum", "2016-04-25")
                == ["2016-04-19", "2016-04-20", "2016-04-21", "2016-04-22", "2016-04-25"])
    }

    @Test func `the one before a Monday is the Monday before`() throws {
        #expect(try datestamps("mondays.diary", "2016-04-25") == ["2016-04-18"])
        #expect(try datestamps("mondays.diary", "2016-04-27") == ["2016-04-25"])
        #expect(try datestamps("mondays.diary", "2016-04-04") == [])
    }

    @Test(arguments: ["days.sum", "mondays.sum", "mondays.diary"])
    func `the way back finds those that wait`(task: String) throws {
        let edge = try edge(of: task)
        var inputs: [Datestamp: [Datestamp]] = [:]
        for reader in try DatestampRange("2016-02-20..2016-05-10")
        where graph.timetable.isMeant(graph.nodes[edge.reader].pipeline, for: reader) {
            for input in try graph.datestamps(of: edge, from: reader) { inputs[input, default: []].append(reader) }
        }
        #expect(inputs.count >= 5)
        let inside = try DatestampRange("2016-03-20..2016-04-20")
        for (input, readers) in inputs where inside.contains(input.truncated(to: .day)) {
            #expect(graph.readers(of: edge, at: input) == readers, "\(input)")
        }
    }
}
