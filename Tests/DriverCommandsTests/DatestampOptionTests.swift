import CivilTime
import Dataswarm
import PipelineGraph
import Testing

@testable import DriverCommands

@Suite struct DatestampOptionTests {
    /// 2016-04-26T22:30 in UTC, which in Berlin is half past midnight of the next day.
    private let late = Moment(seconds: 1_461_709_800)

    private func graph() throws -> Graph {
        var graph = try Graph.load(
            Definitions(
                pipelines: [
                    Pipeline("berlin", schedule: .daily.inTimeZone("Europe/Berlin")) {},
                    Pipeline("hand") {}, Pipeline("hours", schedule: .hourly) {},
                    Pipeline("paris", schedule: .hourly.inTimeZone("Europe/Paris")) {},
                ]
            ).graphJSON)
        graph.zones = ZoneDatabase(folders: ["/usr/share/zoneinfo"]).zones(named: graph.zoneNames)
        return graph
    }

    @Test(arguments: [
        ("yesterday", [0], "2016-04-26"), ("yesterday", [0, 2], "2016-04-26"), ("yesterday", [2], "2016-04-25"),
        ("now", [2], "2016-04-26T22"), ("now", [3], "2016-04-27T00"),
        ("yesterday-1d..today", [0], "2016-04-25..2016-04-27"),
        ("2016-04-01..today", [0], "2016-04-01..2016-04-27"), ("last-month", [0], "2016-03"),
        ("now", [], "2016-04-26T22"),
    ])
    func `a word is taken by the clocks of the pipelines with such datestamps`(
        text: String, pipelines: [Int], expected: String
    ) throws {
        let option = try DatestampOption(text)
        #expect(option.isRelative)
        #expect(try option.range(in: graph(), for: pipelines, at: late).description == expected)
    }

    @Test func `two zones are refused, whatever the time`() throws {
        let error = #expect(throws: DriverError.self) {
            try DatestampOption("now").range(in: graph(), for: [2, 3], at: late)
        }
        #expect(
            error?.sentences == [
                "--ds now: 'hours' goes by the clocks of UTC, and 'paris' by those of Europe/Paris: name pipelines of one zone, or write the ds."
            ])
    }

    @Test func `what is no word depends on nothing`() async throws {
        let option = try DatestampOption("2016-04-20..2016-04-26")
        #expect(!option.isRelative)
        let range = try await option.range(in: try graph(), for: { _ in throw DriverError(.usage, "not to be asked") })
        #expect(range.count == 7)
    }

    @Test func `a range that is too long is refused with words, too`() throws {
        let error = #expect(throws: DriverError.self) {
            try DatestampOption("0001-01-01..today").range(in: graph(), for: [0], at: late)
        }
        #expect(error?.sentences.first?.contains("a range has at most 100000") == true)
    }
}
