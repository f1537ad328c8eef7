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
    ]

    @Test(arguments: Self.descriptions)
    func describesItself(schedule: Schedule, expected: String) {
        #expect(schedule.description == expected)
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
        #expect(Schedule.daily == Schedule(.daily, timeZone: "UTC", start: nil, end: nil))
        #expect(Schedule.weekly == .weekly(on: .monday) && Schedule.monthly == .monthly(onDay: 1))
    }
}
