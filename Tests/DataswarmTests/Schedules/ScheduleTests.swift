import Dataswarm
import Testing

@Suite struct ScheduleTests {
    private static let descriptions: [(Schedule, String)] = [
        (Schedule.never, "never"),
        (.hourly, "hourly"),
        (.daily, "daily"),
        (.daily.starting("2013-01-01"), "daily from 2013-01-01"),
        (.daily.starting("2013-01-01").ending("2013-12-31"), "daily from 2013-01-01 until 2013-12-31"),
        (.weekly, "every Monday"),
        (.weekly(), "every Monday"),
        (.weekly(on: .friday), "every Friday"),
        (.monthly, "monthly on day 1"),
        (.monthly(), "monthly on day 1"),
        (.monthly(onDay: 31), "monthly on day 31"),
        (
            .cron("30 4 * * 1-5").inTimeZone("Europe/Berlin").ending("2020-12-31"),
            "cron 30 4 * * 1-5 in Europe/Berlin until 2020-12-31"
        ),
        (.daily.at("07:00").starting("2013-01-01"), "daily from 2013-01-01, due at 07:00 the day after"),
        (.daily.at("07:00", daysAfter: 0), "daily, due at 07:00 on the day itself"),
        (.daily.at("07:00", daysAfter: 2), "daily, due at 07:00 2 days after"),
        (.monthly(onDay: 5).at("07:00"), "monthly on day 5, due at 07:00 on day 5 of the next month"),
        (.monthly.at("07:00", daysAfter: 0), "monthly on day 1, due at 07:00 on the month's last day"),
        (.monthly.at("07:00", daysAfter: 1), "monthly on day 1, due at 07:00 the day after the month"),
        (.monthly.at("07:00", daysAfter: 3), "monthly on day 1, due at 07:00 3 days after the month"),
        (.hourly.at(minutesAfter: 1), "hourly, due 1 minute after the hour"),
        (.hourly.at(minutesAfter: 10), "hourly, due 10 minutes after the hour"),
        (.daily.at("\u{1B}"), "daily, due at \\u{1B} the day after"),
    ]

    @Test(arguments: Self.descriptions)
    func describesItself(schedule: Schedule, expected: String) {
        #expect(schedule.description == expected)
    }

    private static let usualDues: [(Schedule, String)] = [
        (Schedule.never, "never"), (.hourly, "at its end"), (.daily, "at 00:00 the day after"),
        (.weekly, "at 00:00 the day after"), (.monthly, "at 00:00 on day 1 of the next month"),
        (.cron("@daily"), "when the expression fires"), (.daily.at("07:00"), "at 07:00 the day after"),
    ]

    @Test(arguments: Self.usualDues)
    func saysWhenItIsDue(schedule: Schedule, expected: String) {
        #expect(schedule.dueWords == expected)
    }

    private static let inclusions: [(Schedule, ds: [String], others: [String])] = [
        (Schedule.never, [], ["2016-04", "2016-04-26", "2016-04-26T00"]),
        (.hourly, ["2016-04-26T00", "2016-03-27T02"], ["2016-04-26", "2016-04"]),
        (.daily, ["2016-04-26"], ["2016-04-26T00", "2016-04"]),
        (.weekly, ["2016-04-25"], ["2016-04-24", "2016-04-26", "2016-04"]),
        (.weekly(on: .sunday), ["2016-04-24"], ["2016-04-25"]),
        (.monthly(onDay: 31), ["2016-02", "2016-04"], ["2016-01-31"]),
        (.cron("30 4 * * 1-5"), ["2016-04-25", "2016-04-29"], ["2016-04-24", "2016-04-30", "2016-04-25T04"]),
        (.cron("0 0 13 * 5"), ["2016-04-13", "2016-04-15"], ["2016-04-14"]),
        (.cron("0 4,16 1 * *"), ["2016-04-01T04", "2016-04-01T16"], ["2016-04-01T05", "2016-04-02T04", "2016-04-01"]),
        (
            .daily.starting("2016-04-25").ending("2016-04-26"), ["2016-04-25", "2016-04-26"],
            ["2016-04-24", "2016-04-27"]
        ),
        (.cron("tomorrow"), [], ["2016-04-26", "2016-04-26T00"]),
        (.daily.at("7"), [], ["2016-04-26"]),
    ]

    @Test(arguments: Self.inclusions)
    func includesItsDatestamps(schedule: Schedule, ds: [String], others: [String]) throws {
        for ds in ds { #expect(try schedule.includes(Datestamp(ds)), "\(ds)") }
        for ds in others { #expect(try !schedule.includes(Datestamp(ds)), "\(ds)") }
    }

    private static let granularities: [(Schedule, Datestamp.Granularity?)] = [
        (Schedule.never, nil),
        (.hourly, .hour),
        (.daily, .day),
        (.weekly, .day),
        (.monthly, .month),
        (.cron("30 4 * * *"), .day),
        (.cron("@daily"), .day),
        (.cron("@hourly"), .hour),
        (.cron("30 4,16 * * *"), .hour),
        (.cron("0,30 4 * * *"), .hour),
        (.cron("tomorrow"), nil),
    ]

    @Test(arguments: Self.granularities)
    func granularity(schedule: Schedule, expected: Datestamp.Granularity?) {
        #expect(schedule.granularity == expected)
    }

    @Test func controlCharactersAreNotPrinted() {
        #expect(Schedule.cron("\u{1B}[2J").inTimeZone("\n").description == "cron \\u{1B}[2J in \\u{A}")
    }

    @Test func startsWithDefaults() {
        #expect(Schedule.daily == Schedule(.daily, timeZone: "UTC", start: nil, end: nil, due: nil))
        #expect(Schedule.weekly == .weekly(on: .monday) && Schedule.monthly == .monthly(onDay: 1))
    }
}
