import Dataswarm
import Testing

@testable import CivilTime

@Suite struct ZoneRuleTests {
    private func parse(_ text: String) -> ZoneRule? {
        ZoneRule(Array(text.utf8)[...])
    }

    /// The moments of the changes of a year, as texts of UTC.
    private func changes(_ text: String, _ year: Int) throws -> [String] {
        let rule = try #require(parse(text))
        let middle = Int64(try Datestamp("\(year)-07-01").dayNumber) * 86_400
        let start = Int64(try Datestamp("\(year)-01-01").dayNumber) * 86_400
        return try rule.segments(around: middle, after: .min)
            .filter { $0.start >= start && $0.start < start + 365 * 86_400 }
            .map { segment in
                let day = try Datestamp("\(year)-01-01").adding(Int((segment.start - start) / 86_400).days)
                return "\(day) \((segment.start - start) % 86_400 / 60) \(segment.offset / 60)"
            }
    }

    @Test func `a zone without summer time`() throws {
        #expect(parse("<+0545>-5:45")?.standard == 20_700)
        #expect(parse("EST5")?.standard == -18_000)
        #expect(parse("UTC0")?.summer == nil)
    }

    @Test func `the last Sunday, at the hour of the old clocks`() throws {
        #expect(
            try changes("CET-1CEST,M3.5.0,M10.5.0/3", 2016) == ["2016-03-27 60 120", "2016-10-30 60 60"])
        #expect(
            try changes("EST5EDT,M3.2.0,M11.1.0", 2023) == ["2023-03-12 420 -240", "2023-11-05 360 -300"])
    }

    @Test func `half an hour, negative times and hours beyond the day`() throws {
        #expect(
            try changes("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2016) == ["2016-04-02 900 630", "2016-10-01 930 660"])
        #expect(
            try changes("IST-1GMT0,M10.5.0,M3.5.0/1", 2016) == ["2016-03-27 60 60", "2016-10-30 60 0"])
        #expect(
            try changes("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2024) == ["2024-03-31 60 -60", "2024-10-27 60 -120"])
        #expect(
            try changes("EET-2EEST,M3.4.4/50,M10.4.4/50", 2021) == ["2021-03-27 0 180", "2021-10-29 1380 120"])
    }

    @Test func `days by number, with and without the leap day`() throws {
        #expect(try changes("A0B,J60/0,J365/0", 2016) == ["2016-03-01 0 60", "2016-12-30 1380 0"])
        #expect(try changes("A0B,59/0,300/0", 2016) == ["2016-02-29 0 60", "2016-10-26 1380 0"])
        #expect(try changes("A0B,59/0,300/0", 2015) == ["2015-03-01 0 60", "2015-10-27 1380 0"])
    }

    @Test func `summer time all the year`() throws {
        let rule = try #require(parse("XXX3EDT4,0/0,J365/23"))
        let zone = Zone(segments: [ZoneSegment(start: .min, offset: -14_400)], rule: rule)
        for day in ["2016-01-01", "2016-06-30", "2016-12-31", "2017-01-01"] {
            let local = Int64(try Datestamp(day).dayNumber) * 86_400
            #expect(zone.moment(ofLocal: local).seconds == local + 14_400)
        }
    }

    @Test(arguments: [
        "", "E", "EST", "5", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J1", "EST5EDT,366,1", "EST168", "EST5:60",
        "<+05", "EST5EDT,M3.2.0/,M11.1.0", "EST99999999999999999999",
    ])
    func `what is no rule`(text: String) {
        // A name alone is no rule: POSIX wants the distance from UTC.
        #expect(parse(text) == nil)
    }
}
