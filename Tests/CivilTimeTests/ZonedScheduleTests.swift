import CivilTime
import Dataswarm
import Testing

@Suite struct ZonedScheduleTests {
    /// A moment by its time in UTC: `2016-04-27T05:30`.
    private func moment(_ text: String) throws -> Moment {
        let parts = text.split(separator: "T")
        let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
        return Moment(seconds: Int64(try Datestamp(parts[0]).dayNumber) * 86_400 + clock[0] * 3_600 + clock[1] * 60)
    }

    private func zoned(_ schedule: Schedule) throws -> ZonedSchedule {
        try #require(ZonedSchedule(schedule, in: try Zones.named(schedule.timeZone)))
    }

    private static let dues: [(Schedule, String, String)] = [
        // Unless told, at the end.
        (.hourly, "2016-04-26T07", "2016-04-26T08:00"),
        (.hourly, "2016-04-26T23", "2016-04-27T00:00"),
        (.daily, "2016-04-26", "2016-04-27T00:00"),
        (.daily.inTimeZone("Europe/Berlin"), "2016-04-26", "2016-04-26T22:00"),
        (.weekly, "2016-04-25", "2016-04-26T00:00"),
        (.monthly, "2016-04", "2016-05-01T00:00"),
        (.monthly, "2016-12", "2017-01-01T00:00"),
        (.monthly(onDay: 5), "2016-04", "2016-05-05T00:00"),
        (.monthly(onDay: 31), "2016-01", "2016-02-29T00:00"),
        // When told.
        (.daily.at("07:00"), "2016-04-26", "2016-04-27T07:00"),
        (.daily.at("07:00", daysAfter: 0), "2016-04-26", "2016-04-26T07:00"),
        (.daily.at("07:00", daysAfter: 3), "2016-04-26", "2016-04-29T07:00"),
        (.weekly(on: .friday).at("18:30"), "2016-04-29", "2016-04-30T18:30"),
        (.monthly.at("07:00"), "2016-04", "2016-05-01T07:00"),
        (.monthly.at("07:00", daysAfter: 0), "2016-04", "2016-04-30T07:00"),
        (.monthly.at("07:00", daysAfter: 3), "2016-04", "2016-05-03T07:00"),
        (.monthly(onDay: 5).at("07:00"), "2016-04", "2016-05-05T07:00"),
        (.hourly.at(minutesAfter: 10), "2016-04-26T07", "2016-04-26T08:10"),
        // Cron fires when it fires, of the minutes of an hour at the first.
        (.cron("30 4 * * 1-5"), "2016-04-26", "2016-04-26T04:30"),
        (.cron("20,50 4,16 * * *"), "2016-04-26T16", "2016-04-26T16:20"),
        (.cron("30 4 * * 1-5").at("07:00"), "2016-04-26", "2016-04-27T07:00"),
        (.cron("@hourly").at(minutesAfter: 0), "2016-04-26T07", "2016-04-26T08:00"),
        // A time that is skipped is that of the change; of one that comes twice it is the first.
        (.daily.at("02:30", daysAfter: 0).inTimeZone("Europe/Berlin"), "2016-03-27", "2016-03-27T01:00"),
        (.daily.at("02:30", daysAfter: 0).inTimeZone("Europe/Berlin"), "2016-10-30", "2016-10-30T00:30"),
        (.hourly.inTimeZone("Europe/Berlin"), "2016-03-27T01", "2016-03-27T01:00"),
        (.hourly.inTimeZone("Europe/Berlin"), "2016-10-30T01", "2016-10-30T00:00"),
        (.hourly.inTimeZone("Europe/Berlin"), "2016-10-30T02", "2016-10-30T02:00"),
        (.hourly.at(minutesAfter: 15).inTimeZone("Europe/Berlin"), "2016-03-27T01", "2016-03-27T01:15"),
    ]

    @Test(arguments: Self.dues)
    func `a datestamp is due`(schedule: Schedule, ds: String, expected: String) throws {
        #expect(try zoned(schedule).due(Datestamp(ds)) == moment(expected))
    }

    private static let others: [(Schedule, String)] = [
        (.never, "2016-04-26"), (.daily, "2016-04"), (.daily, "2016-04-26T00"), (.hourly, "2016-04-26"),
        (.weekly, "2016-04-26"), (.cron("30 4 * * 1-5"), "2016-04-24"), (.cron("@hourly"), "2016-04-26"),
        (.daily.starting("2016-04-27"), "2016-04-26"), (.daily.ending("2016-04-25"), "2016-04-26"),
        (.hourly.inTimeZone("Europe/Berlin"), "2016-03-27T02"), (.daily.inTimeZone("Pacific/Apia"), "2011-12-30"),
    ]

    @Test(arguments: Self.others)
    func `what a schedule is not for is never due`(schedule: Schedule, ds: String) throws {
        #expect(try zoned(schedule).due(Datestamp(ds)) == nil)
        #expect(try !zoned(schedule).includes(Datestamp(ds)))
    }

    @Test func `between two moments, the first included and the second not`() throws {
        let schedule = try zoned(.daily.at("07:00"))
        let morning = try moment("2016-04-27T07:00")
        #expect(schedule.datestamps(dueBetween: morning..<(morning + 1)) == [try Datestamp("2016-04-26")])
        #expect(schedule.datestamps(dueBetween: (morning + -1)..<morning) == [])
        #expect(
            schedule.datestamps(dueBetween: (morning + 1)..<(morning + 172_801)).map(\.description)
                == ["2016-04-27", "2016-04-28"])
    }

    @Test func `the newest that is due, and what comes next and came before`() throws {
        let mondays = try zoned(.weekly.starting("2016-04-04").ending("2016-04-25"))
        #expect(mondays.newest(dueAt: try moment("2016-04-19T00:00"))?.description == "2016-04-18")
        #expect(mondays.newest(dueAt: try moment("2016-04-18T23:59"))?.description == "2016-04-11")
        #expect(mondays.newest(dueAt: try moment("2017-01-01T00:00"))?.description == "2016-04-25")
        #expect(mondays.newest(dueAt: try moment("2016-04-04T23:59")) == nil)
        #expect(mondays.next(after: try Datestamp("2016-04-18"))?.description == "2016-04-25")
        #expect(mondays.next(after: try Datestamp("2016-04-25")) == nil)
        #expect(mondays.next(after: try Datestamp("1970-01-01"))?.description == "2016-04-04")
        #expect(mondays.previous(before: try Datestamp("2016-04-18"))?.description == "2016-04-11")
        #expect(mondays.previous(before: try Datestamp("2016-04-04")) == nil)
        #expect(mondays.previous(before: try Datestamp("2030-01-01"))?.description == "2016-04-25")
        let hours = try zoned(.hourly.inTimeZone("Europe/Berlin"))
        #expect(hours.next(after: try Datestamp("2016-03-27T01"))?.description == "2016-03-27T03")
        #expect(hours.previous(before: try Datestamp("2016-03-27T03"))?.description == "2016-03-27T01")
    }

    @Test func `the ends of the calendar`() throws {
        let schedule = try zoned(.daily)
        #expect(schedule.next(after: try Datestamp("9999-12-31")) == nil)
        #expect(schedule.previous(before: try Datestamp("0001-01-01")) == nil)
        #expect(try zoned(.monthly).due(Datestamp("9999-12")) != nil)
        #expect(
            schedule.datestamps(dueBetween: Moment(seconds: -99_999_999_999)..<Moment(seconds: -62_135_337_599)).count
                == 3)
        #expect(schedule.newest(dueAt: Moment(seconds: 999_999_999_999)) == nil)
    }

    /// However time is cut, each datestamp is due in one piece, and all are found.
    @Test(arguments: 0..<UInt64(60))
    func `each datestamp is due once`(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let names = ZoneOracle.few + ["UTC"]
        let zone = try Zones.named(names[Int.random(in: names.indices, using: &chance)])
        let all = ZoneOracle.schedules.sorted { $0.key < $1.key }.map(\.value)
        let schedule = try #require(ZonedSchedule(all[Int.random(in: all.indices, using: &chance)], in: zone))
        let granularity = try #require(schedule.calendar.granularity)
        // A stretch with a few hundred datestamps, anywhere from 1970 to 2037.
        let length: Int64 = granularity == .hour ? 20 * 86_400 : granularity == .day ? 500 * 86_400 : 5_000 * 86_400
        let start = Int64.random(in: 0...(2_145_830_400 - length), using: &chance)
        let cuts = [0, length] + (0..<40).map { _ in Int64.random(in: 0...length, using: &chance) }
        let moments = Set(cuts).sorted().map { Moment(seconds: start + $0) }
        var found: [Datestamp] = []
        for (begin, end) in zip(moments, moments.dropFirst()) {
            let piece = schedule.datestamps(dueBetween: begin..<end)
            #expect(piece.allSatisfy { schedule.due($0).map { (begin..<end).contains($0) } ?? false })
            found += piece
        }
        // By trying every datestamp of the calendar, and nothing cleverer.
        var expected: [Datestamp] = []
        var candidate = try #require(zone.datestamp(granularity, at: Moment(seconds: start - 90 * 86_400)))
        while zone.span(of: candidate).lowerBound < moments[moments.count - 1] {
            if let due = schedule.due(candidate), (moments[0]..<moments[moments.count - 1]).contains(due) {
                expected.append(candidate)
            }
            candidate = try candidate.next
        }
        #expect(found == expected)
        #expect(!found.isEmpty || schedule.calendar.granularity == .month)
    }

    /// The spans of the datestamps of a granularity divide all time among them.
    @Test(arguments: ZoneOracle.few)
    func `each moment lies in one datestamp`(name: String) throws {
        let zone = try Zones.named(name)
        var chance = Chance(seed: 2016)
        for granularity in Datestamp.Granularity.allCases {
            for _ in 0..<300 {
                let moment = Moment(seconds: Int64.random(in: 0...2_145_830_400, using: &chance))
                let ds = try #require(zone.datestamp(granularity, at: moment))
                #expect(zone.span(of: ds).contains(moment), "\(moment.seconds) \(ds)")
                #expect(zone.span(of: try ds.previous).upperBound == zone.span(of: ds).lowerBound)
                #expect(zone.span(of: try ds.next).lowerBound == zone.span(of: ds).upperBound)
            }
        }
    }
}

/// Numbers by the method SplitMix64 of Steele, Lea and Flood (2014): the same for the same seed.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
