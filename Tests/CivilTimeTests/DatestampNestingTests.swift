import CivilTime
import Dataswarm
import Testing

@Suite struct DatestampNestingTests {
    private func nesting(of inner: String, in outer: String) throws -> DatestampNesting {
        DatestampNesting(of: try Zones.named(inner), in: try Zones.named(outer))
    }

    @Test(arguments: [("2016-03-27", 23), ("2016-03-28", 24), ("2016-10-30", 25)])
    func `a day of Berlin has 23, 24 or 25 hours of UTC`(day: String, count: Int) throws {
        let hours = try nesting(of: "UTC", in: "Europe/Berlin").datestamps(.hour, in: Datestamp(day))
        #expect(hours.count == count)
    }

    @Test func `the first and the last hour of UTC of a summer's day`() throws {
        let hours = try nesting(of: "UTC", in: "Europe/Berlin").datestamps(.hour, in: Datestamp("2016-07-01"))
        #expect(hours.first == (try Datestamp("2016-06-30T22")))
        #expect(hours.last == (try Datestamp("2016-07-01T21")))
    }

    @Test func `of its own hours a day has not that which is skipped, and once that which comes twice`() throws {
        let berlin = try nesting(of: "Europe/Berlin", in: "Europe/Berlin")
        let spring = berlin.datestamps(.hour, in: try Datestamp("2016-03-27"))
        #expect(spring.count == 23)
        #expect(!spring.contains(try Datestamp("2016-03-27T02")))
        #expect(berlin.datestamp(.day, of: try Datestamp("2016-03-27T02")) == nil)
        let autumn = berlin.datestamps(.hour, in: try Datestamp("2016-10-30"))
        #expect(autumn.count == 24)
        #expect(autumn.count { $0.hour == 2 } == 1)
    }

    @Test func `an hour of UTC belongs to the day in which it begins`() throws {
        // A quarter of the hour from 18:00 lies before midnight in Kathmandu.
        let nesting = try nesting(of: "UTC", in: "Asia/Kathmandu")
        #expect(nesting.datestamp(.day, of: try Datestamp("2016-04-26T18")) == (try Datestamp("2016-04-26")))
        #expect(nesting.datestamp(.day, of: try Datestamp("2016-04-26T19")) == (try Datestamp("2016-04-27")))
        #expect(nesting.datestamps(.hour, in: try Datestamp("2016-04-26")).first == (try Datestamp("2016-04-25T19")))
    }

    @Test func `a day that is skipped has no hours and lies in no month`() throws {
        let apia = try nesting(of: "Pacific/Apia", in: "Pacific/Apia")
        #expect(apia.datestamps(.hour, in: try Datestamp("2011-12-30")) == [])
        #expect(apia.datestamps(.day, in: try Datestamp("2011-12")).count == 30)
        #expect(apia.datestamp(.month, of: try Datestamp("2011-12-30")) == nil)
    }

    @Test func `a month has its days and hours`() throws {
        let utc = DatestampNesting(of: .utc, in: .utc)
        #expect(utc.datestamps(.day, in: try Datestamp("2016-02")).count == 29)
        #expect(utc.datestamps(.hour, in: try Datestamp("2016-02")).count == 29 * 24)
        #expect(utc.datestamps(.month, in: try Datestamp("2016-02")) == [try Datestamp("2016-02")])
        #expect(utc.datestamp(.month, of: try Datestamp("2016-02-29T23")) == (try Datestamp("2016-02")))
    }

    @Test func `nothing coarser lies in a datestamp, and it lies in nothing finer`() throws {
        let utc = DatestampNesting(of: .utc, in: .utc)
        #expect(utc.datestamps(.month, in: try Datestamp("2016-02-01")) == [])
        #expect(utc.datestamp(.hour, of: try Datestamp("2016-02-01")) == nil)
    }

    @Test func `the last of the calendar`() throws {
        let utc = DatestampNesting(of: .utc, in: .utc)
        #expect(utc.datestamps(.hour, in: try Datestamp("9999-12-31")).count == 24)
        #expect(utc.datestamps(.day, in: try Datestamp("9999-12")).count == 31)
        #expect(utc.datestamps(.hour, in: try Datestamp("0001-01-01")).count == 24)
    }

    /// Up and down are inverse, for every pair of zones around a change of either.
    @Test func `what lies in a datestamp is what has it around it`() throws {
        for (inner, outer) in Self.pairs {
            let nesting = try nesting(of: inner, in: outer)
            for text in Self.days {
                let day = try Datestamp(text)
                try expectInverse(nesting, .hour, in: day)
                try expectInverse(nesting, .day, in: day.truncated(to: .month))
                try expectInverse(nesting, .day, in: day)
            }
        }
    }

    private func expectInverse(
        _ nesting: DatestampNesting, _ granularity: Datestamp.Granularity, in outer: Datestamp
    ) throws {
        let found = nesting.datestamps(granularity, in: outer)
        #expect(found == found.sorted())
        let first = try #require(found.first ?? (outer.granularity == granularity ? outer : nil))
        let last = found.last ?? first
        var candidate = try first.adding(granularity == .hour ? -50.hours : -3.days)
        let end = try last.adding(granularity == .hour ? 50.hours : 3.days)
        while candidate <= end {
            let isIn = nesting.datestamp(outer.granularity, of: candidate) == outer
            #expect(isIn == found.contains(candidate), "\(candidate) in \(outer)")
            candidate = try candidate.next
        }
    }

    private static let pairs = [
        ("UTC", "Europe/Berlin"), ("Europe/Berlin", "Europe/Berlin"), ("Europe/Berlin", "UTC"),
        ("Europe/Berlin", "America/New_York"), ("America/St_Johns", "America/St_Johns"), ("UTC", "Asia/Kathmandu"),
        ("Australia/Lord_Howe", "UTC"), ("America/Sao_Paulo", "America/Sao_Paulo"), ("UTC", "Pacific/Kwajalein"),
        ("Pacific/Apia", "Pacific/Auckland"),
    ]

    private static let days = [
        "2016-03-13", "2016-03-26", "2016-03-27", "2016-10-29", "2016-10-30", "2016-11-06", "2006-10-29", "2006-04-02",
        "2016-02-20", "2016-02-21", "2016-10-15", "2016-10-16", "1993-08-20", "1993-08-22", "2011-12-29", "2011-12-31",
    ]
}
