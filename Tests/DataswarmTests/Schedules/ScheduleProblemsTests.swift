import Dataswarm
import Testing

@Suite struct ScheduleProblemsTests {
    private static let soundSchedules: [Schedule] = [
        Schedule.never,
        .never.starting("2016-04").ending("2016-05"),
        .hourly.starting("2016-04-26T07"),
        .daily.starting("2016-04-26").ending("2016-04-26"),
        .weekly(on: .sunday).inTimeZone("America/Argentina/Buenos_Aires"),
        .monthly(onDay: 31).starting("2016-04").inTimeZone("Etc/GMT+1"),
        .cron("*/15 * * * *").starting("2016-04-26T00"),
        .cron("30 4 * * 1-5").starting("2016-04-26").inTimeZone("America/Port-au-Prince"),
    ]

    @Test(arguments: Self.soundSchedules)
    func sound(schedule: Schedule) {
        #expect(schedule.problems == [])
    }

    private static let wrongSchedules: [(Schedule, String)] = [
        (
            Schedule.daily.starting("2016-02-30"),
            "The schedule's start is wrong: '2016-02-30' is not a date: February 2016 has 29 days."
        ),
        (
            .daily.ending("soon"),
            """
            The schedule's end is wrong: 'soon' is not a datestamp: \
            write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04).
            """
        ),
        (
            .daily.starting("2016-04-26").ending("2016-04-25"),
            """
            The schedule ends with 2016-04-25, before it starts with 2016-04-26: no run is left, \
            so change one of them.
            """
        ),
        (
            .daily.starting("2016-04"),
            "The schedule's start, 2016-04, is a month, but it runs daily: write a day (2016-04-26)."
        ),
        (
            .monthly.ending("2016-04-26"),
            "The schedule's end, 2016-04-26, is a day, but it runs monthly on day 1: write a month (2016-04)."
        ),
        (
            .cron("@hourly").starting("2016-04-26"),
            "The schedule's start, 2016-04-26, is a day, but it runs cron @hourly: write an hour (2016-04-26T07)."
        ),
        (
            .never.starting("2016-04").ending("2016-04-26"),
            "The schedule starts with 2016-04, a month, and ends with 2016-04-26, a day: write both the same way."
        ),
        (
            .monthly(onDay: 32),
            """
            A schedule cannot run monthly on day 32: \
            write a day from 1 to 31, which in a shorter month stands for its last day.
            """
        ),
        (
            .monthly(onDay: 0),
            """
            A schedule cannot run monthly on day 0: \
            write a day from 1 to 31, which in a shorter month stands for its last day.
            """
        ),
        (.cron("60 * * * *"), "cron '60 * * * *': minute '60' is out of range: write 0 to 59."),
    ]

    @Test(arguments: Self.wrongSchedules)
    func oneProblem(schedule: Schedule, expected: String) {
        #expect(schedule.problems == [expected])
    }

    private static let wrongZones: [(String, String)] = [
        ("", "''"), ("/etc/localtime", "'/etc/localtime'"), ("../../etc/passwd", "'../../etc/passwd'"),
        ("Europe/..", "'Europe/..'"), ("Europe/", "'Europe/'"), ("Europe//Berlin", "'Europe//Berlin'"),
        ("Europe Berlin", "'Europe Berlin'"), ("Zürich", "'Zürich'"), (".", "'.'"),
    ]

    @Test(arguments: Self.wrongZones)
    func timeZoneNames(name: String, shown: String) {
        let expected = "\(shown) is not the name of a time zone: write one such as UTC or Europe/Berlin."
        #expect(Schedule.daily.inTimeZone(name).problems == [expected])
    }

    @Test func controlCharactersAreNotPrinted() {
        let expected = "'UTC\\u{0}' is not the name of a time zone: write one such as UTC or Europe/Berlin."
        #expect(Schedule.daily.inTimeZone("UTC\0").problems == [expected])
    }

    @Test func allProblemsAtOnce() {
        let schedule = Schedule(.monthly(day: .min), timeZone: "?", start: "a", end: "b")
        #expect(schedule.problems.count == 4)
    }
}
