import CivilTime
import Dataswarm
import Testing

@Suite struct RelativeDatestampTests {
    /// 2016-04-26T22:30 in UTC, which in Berlin is half past midnight of the next day.
    private let late = Moment(seconds: 1_461_709_800)

    @Test(arguments: [
        ("now", "2016-04-26T22", "2016-04-27T00"), ("this-hour", "2016-04-26T22", "2016-04-27T00"),
        ("last-hour", "2016-04-26T21", "2016-04-26T23"), ("now-1h", "2016-04-26T21", "2016-04-26T23"),
        ("now-2d", "2016-04-24T22", "2016-04-25T00"), ("today", "2016-04-26", "2016-04-27"),
        ("yesterday", "2016-04-25", "2016-04-26"), ("tomorrow", "2016-04-27", "2016-04-28"),
        ("today-7d", "2016-04-19", "2016-04-20"), ("yesterday-1w", "2016-04-18", "2016-04-19"),
        ("today+1m", "2016-05-26", "2016-05-27"), ("this-month", "2016-04", "2016-04"),
        ("last-month", "2016-03", "2016-03"), ("last-month-1y", "2015-03", "2015-03"),
    ])
    func `a word is a datestamp by the clocks of a zone`(word: String, utc: String, berlin: String) throws {
        let relative = try #require(RelativeDatestamp(word))
        #expect(relative.datestamp(at: late, in: .utc)?.description == utc)
        #expect(relative.datestamp(at: late, in: try Zones.named("Europe/Berlin"))?.description == berlin)
        #expect(relative.granularity == (try Datestamp(utc)).granularity)
    }

    @Test(arguments: [
        "", "Now", "yesterdy", "today-", "today-1", "today-1x", "today-1h", "this-month-1d", "today--1d", "today-1.5d",
        "now1h",
        "now-9999999h", "2016-04-26", "last-month-1", "today-1d-1d", "yesterday ", "now-१h", "today+-1d",
    ])
    func `what is no word`(text: String) { #expect(RelativeDatestamp(text) == nil) }

    @Test func `an hour that the clocks skip is not meant`() throws {
        let berlin = try Zones.named("Europe/Berlin")
        // 03:30 in summer, half an hour after the clocks have skipped from two to three.
        let moment = Moment(seconds: 1_459_042_200)
        #expect(berlin.text(of: moment) == "2016-03-27 03:30")
        #expect(RelativeDatestamp("now-1h")?.datestamp(at: moment, in: berlin)?.description == "2016-03-27T01")
        let before = Moment(seconds: 1_459_040_340)
        #expect(berlin.text(of: before) == "2016-03-27 01:59")
        #expect(RelativeDatestamp("now+1h")?.datestamp(at: before, in: berlin)?.description == "2016-03-27T03")
    }

    @Test func `outside of the calendar there is none`() {
        #expect(RelativeDatestamp("today-9999y")?.datestamp(at: late, in: .utc) == nil)
    }

    @Test func `a moment is shown to the minute, before 1970 too`() {
        #expect(Zone.utc.text(of: Moment(seconds: -1)) == "1969-12-31 23:59")
        #expect(Zone.utc.text(of: late) == "2016-04-26 22:30")
    }
}
