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
        .daily.at("07:00"), .weekly.at("00:00", daysAfter: 0), .monthly.at("23:59", daysAfter: 366),
        .monthly(onDay: 5).at("07:00"), .hourly.at(minutesAfter: 0), .cron("@hourly").at(minutesAfter: 10_080),
        .cron("30 4 * * 1-5").at("07:00"),
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
        (
            .cron("60 * * * *").at("07:00"),
            "cron '60 * * * *': minute '60' is out of range: write 0 to 59."
        ),
        (
            .never.at("07:00"),
            """
            The schedule says when a run is due, and is for none: \
            write how often, such as .daily, or leave at(…) out.
            """
        ),
        (
            .daily.at("7:00"),
            "The schedule is due at('7:00'), which is no time of day: write 00:00 to 23:59."
        ),
        (
            .daily.at("24:00"),
            "The schedule is due at('24:00'), which is no time of day: write 00:00 to 23:59."
        ),
        (
            .daily.at("+7:00\u{1B}"),
            "The schedule is due at('+7:00\\u{1B}'), which is no time of day: write 00:00 to 23:59."
        ),
        (
            .daily.at("07:00", daysAfter: -1),
            "The schedule is due -1 days after: write 0, for the day itself, to 366."
        ),
        (
            .daily.at("07:00", daysAfter: 367),
            "The schedule is due 367 days after: write 0, for the day itself, to 366."
        ),
        (
            .hourly.at("07:00"),
            """
            The schedule runs hourly, and is due at('07:00'), a time of day: \
            write minutes after the hour, such as at(minutesAfter: 10).
            """
        ),
        (
            .daily.at(minutesAfter: 10),
            """
            The schedule runs daily, and is due 10 minutes after an hour: \
            write a time of day, such as at("07:00").
            """
        ),
        (
            .hourly.at(minutesAfter: 10_081),
            "The schedule is due 10081 minutes after the hour: write 0 to 10080."
        ),
        (
            .monthly(onDay: 5).at("07:00", daysAfter: 3),
            "The schedule runs monthly on day 5, and is due 3 days after the month: say one of the two."
        ),
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
