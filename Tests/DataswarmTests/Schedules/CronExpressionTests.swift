import Dataswarm
import Testing

@Suite struct CronExpressionTests {
    /// Whether an expression fires at an hour's minute, the weekday being the day's.
    private func fires(_ expression: String, _ hour: String, minute: Int) throws -> Bool {
        let ds = try Datestamp(hour)
        return try CronExpression(expression).matches(
            year: ds.year,
            month: ds.month,
            day: ds.day,
            weekday: ds.weekday,
            hour: ds.hour,
            minute: minute
        )
    }

    /// 2016-04-26 is a Tuesday, 2016-05-01 a Sunday.
    private static let moments: [(String, String, Int, Bool)] = [
        ("* * * * *", "2016-04-26T07", 59, true),
        ("30 4 * * *", "2016-04-26T04", 30, true),
        ("30 4 * * *", "2016-04-26T04", 31, false),
        ("30 4 * * *", "2016-04-26T05", 30, false),
        ("*/15 * * * *", "2016-04-26T04", 45, true),
        ("*/15 * * * *", "2016-04-26T04", 50, false),
        ("10-20/5 * * * *", "2016-04-26T04", 15, true),
        ("10-20/5 * * * *", "2016-04-26T04", 25, false),
        ("1,5-7,*/20 * * * *", "2016-04-26T04", 6, true),
        ("1,5-7,*/20 * * * *", "2016-04-26T04", 40, true),
        ("1,5-7,*/20 * * * *", "2016-04-26T04", 8, false),
        ("0 8-18/2 * * *", "2016-04-26T18", 0, true),
        ("0 8-18/2 * * *", "2016-04-26T17", 0, false),
        ("05 007 * * *", "2016-04-26T07", 5, true),
        ("0 0 * apr *", "2016-04-26T00", 0, true),
        ("0 0 * APR,Dec *", "2016-04-26T00", 0, true),
        ("0 0 * jan-mar *", "2016-04-26T00", 0, false),
        ("0 0 * * tue", "2016-04-26T00", 0, true),
        ("0 0 * * Mon-Fri", "2016-04-26T00", 0, true),
        ("0 0 * * mon-fri", "2016-05-01T00", 0, false),
        ("0 0 * * 0", "2016-05-01T00", 0, true),
        ("0 0 * * 7", "2016-05-01T00", 0, true),
        ("0 0 * * 5-7", "2016-05-01T00", 0, true),
        ("0 0 * * sat-sun", "2016-05-01T00", 0, true),
        ("0 0 * * sat-sun", "2016-04-26T00", 0, false),
        ("0 0 * * mon-sun", "2016-04-26T00", 0, true),
        ("0 0 * * sun", "2016-04-26T00", 0, false),
        ("0 0 * * sun-tue", "2016-04-26T00", 0, true),
        ("0 0 * * */7", "2016-05-01T00", 0, true),
        ("  30\t4 * *  *  ", "2016-04-26T04", 30, true),
        ("@hourly", "2016-04-26T07", 0, true),
        ("@hourly", "2016-04-26T07", 1, false),
        ("@Daily", "2016-04-26T00", 0, true),
        ("@midnight", "2016-04-26T01", 0, false),
        ("@weekly", "2016-05-01T00", 0, true),
        ("@weekly", "2016-04-26T00", 0, false),
        ("@monthly", "2016-05-01T00", 0, true),
        ("@monthly", "2016-05-02T00", 0, false),
        ("@yearly", "2016-01-01T00", 0, true),
        ("@annually", "2016-05-01T00", 0, false),
    ]

    @Test(arguments: Self.moments)
    func matches(expression: String, hour: String, minute: Int, expected: Bool) throws {
        #expect(try fires(expression, hour, minute: minute) == expected)
    }

    /// crontab(5): either day field, if both are restricted; both, if one begins with `*`.
    private static let days: [(String, String, Bool)] = [
        ("30 4 1,15 * 5", "2016-04-15", true),  // Friday the 15th
        ("30 4 1,15 * 5", "2016-04-01", true),  // Friday the 1st
        ("30 4 1,15 * 5", "2016-04-22", true),  // another Friday
        ("30 4 1,15 * 5", "2016-05-15", true),  // the 15th, a Sunday
        ("30 4 1,15 * 5", "2016-04-26", false),
        ("30 4 1,15 * *", "2016-04-22", false),
        ("30 4 * * 5", "2016-05-15", false),
        ("30 4 */2 * 5", "2016-04-15", true),  // odd and a Friday
        ("30 4 */2 * 5", "2016-04-22", false),  // a Friday, even
        ("30 4 */2 * 5", "2016-05-15", false),  // odd, a Sunday
        ("30 4 13 * */2", "2016-04-13", false),  // a Wednesday, 3
        ("30 4 13 * */2", "2016-09-13", true),  // a Tuesday, 2
    ]

    @Test(arguments: Self.days)
    func dayFields(expression: String, day: String, expected: Bool) throws {
        #expect(try fires(expression, day + "T04", minute: 30) == expected)
    }

    @Test func momentsThatDoNotExistNeverMatch() throws {
        let always = try CronExpression("* * * * *")
        #expect(always.matches(year: 2016, month: 2, day: 29, weekday: .monday, hour: 0, minute: 0))
        #expect(!always.matches(year: 2015, month: 2, day: 29, weekday: .sunday, hour: 0, minute: 0))
        for wrong in [-1, 0, 13, 60, 64, Int.min, Int.max] {
            #expect(!always.matches(year: 2016, month: wrong, day: 1, weekday: .monday, hour: 0, minute: 0))
            let dayless = [60, 64, -1, 0, Int.min, Int.max].contains(wrong)
            #expect(always.matches(year: 2016, month: 1, day: wrong, weekday: .monday, hour: 0, minute: 0) != dayless)
        }
        for wrong in [-1, 60, 63, 64, Int.min, Int.max] {
            #expect(!always.matches(year: 2016, month: 1, day: 1, weekday: .monday, hour: wrong, minute: 0))
            #expect(!always.matches(year: 2016, month: 1, day: 1, weekday: .monday, hour: 0, minute: wrong))
        }
        #expect(always.matches(year: .min, month: 2, day: 28, weekday: .monday, hour: 0, minute: 0))
    }

    private static let frequencies: [(String, Bool)] = [
        ("30 4 * * *", false), ("30 4 1 1 0", false), ("*/60 */24 * * *", false), ("@yearly", false),
        ("30 4,5 * * *", true), ("0,1 4 * * *", true), ("* * * * *", true), ("@hourly", true), ("4,4 4-4 * * *", false),
    ]

    @Test(arguments: Self.frequencies)
    func firesMoreThanOncePerDay(expression: String, expected: Bool) throws {
        #expect(try CronExpression(expression).firesMoreThanOncePerDay == expected)
    }

    @Test func equalIfTheValuesAre() throws {
        #expect(try CronExpression("*/15 * * JAN 7") == CronExpression("0,15,30,45 0-23 * 1 sun"))
        #expect(try CronExpression("@weekly") == CronExpression("0 0 * * 0"))
        #expect(try CronExpression("0 0 1-31 * 1") != CronExpression("0 0 * * 1"))
    }
}
