import CivilTime
import Dataswarm
import Testing

@Suite struct ZoneTests {
    /// Seconds since 1970 of a local time that is written as UTC would be.
    private func local(_ day: String, _ hour: Int64, _ minute: Int64 = 0) throws -> Int64 {
        Int64(try Datestamp(day).dayNumber) * 86_400 + hour * 3_600 + minute * 60
    }

    @Test func `a time that is skipped is the moment of the change`() throws {
        let berlin = try Zones.named("Europe/Berlin")
        let change = try local("2016-03-27", 1)
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 1, 59)).seconds == change - 60)
        for minute in [0, 1, 30, 59] as [Int64] {
            #expect(berlin.moment(ofLocal: try local("2016-03-27", 2, minute)).seconds == change)
        }
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 3)).seconds == change)
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 3, 1)).seconds == change + 60)
    }

    @Test func `of a time that comes twice it is the first`() throws {
        let berlin = try Zones.named("Europe/Berlin")
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 2)).seconds == (try local("2016-10-30", 0)))
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 2, 59)).seconds == (try local("2016-10-30", 0, 59)))
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 3)).seconds == (try local("2016-10-30", 2)))
    }

    @Test func `a whole day that is skipped is the moment of the change`() throws {
        // Samoa went over the date line and had no 30th of December 2011.
        let apia = try Zones.named("Pacific/Apia")
        let change = try local("2011-12-30", 10)
        #expect(apia.moment(ofLocal: try local("2011-12-30", 0)).seconds == change)
        #expect(apia.moment(ofLocal: try local("2011-12-30", 12)).seconds == change)
        #expect(apia.moment(ofLocal: try local("2011-12-31", 0)).seconds == change)
    }

    @Test func `zones are equal whose clocks are`() throws {
        #expect(try Zones.named("Etc/UTC") == .utc)
        #expect(try Zones.named("Etc/UTC").isUniform)
        #expect(try Zones.named("Europe/Berlin") != .utc)
        #expect(try !Zones.named("Asia/Tokyo").isUniform)
    }

    @Test func `the rule holds for all later years`() throws {
        let newYork = try Zones.named("America/New_York")
        // 2100-03-14 and 2100-11-07, the second Sunday of March and the first of November.
        #expect(newYork.moment(ofLocal: try local("2100-03-14", 2, 30)).seconds == (try local("2100-03-14", 7)))
        #expect(newYork.moment(ofLocal: try local("2100-07-01", 12)).seconds == (try local("2100-07-01", 16)))
        #expect(newYork.moment(ofLocal: try local("2100-11-07", 1, 30)).seconds == (try local("2100-11-07", 5, 30)))
        #expect(newYork.moment(ofLocal: try local("2100-12-01", 12)).seconds == (try local("2100-12-01", 17)))
        #expect(newYork.moment(ofLocal: try local("9999-12-31", 12)).seconds == (try local("9999-12-31", 17)))
    }
}
