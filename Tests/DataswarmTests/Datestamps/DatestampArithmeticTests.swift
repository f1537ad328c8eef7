import Dataswarm
import Testing

@Suite struct DatestampArithmeticTests {
    private static let sums: [(String, DatestampShift, String)] = [
        ("2016-04-26", 6.days, "2016-05-02"),
        ("2016-04-26", -6.days, "2016-04-20"),
        ("2016-04-26", (-6).days, "2016-04-20"),
        ("2016-02-28", 1.days, "2016-02-29"),
        ("2015-12-31", 1.days, "2016-01-01"),
        ("2016-04-26", 1.weeks, "2016-05-03"),
        ("2016-03-31", 1.months, "2016-04-30"),
        ("2016-03-31", -1.months, "2016-02-29"),
        ("2015-11-30", 1.quarters, "2016-02-29"),
        ("2016-02-29", 1.years, "2017-02-28"),
        ("2016-02-29", 4.years, "2020-02-29"),
        ("2016-04-26", 0.months, "2016-04-26"),
        ("2016-04-26T23", 1.hours, "2016-04-27T00"),
        ("2016-04-26T00", -25.hours, "2016-04-24T23"),
        ("2016-04-26T07", 1.days, "2016-04-27T07"),
        ("2016-04-26T07", -1.weeks, "2016-04-19T07"),
        ("2016-01-31T07", 1.months, "2016-02-29T07"),
        ("2016-04", 9.months, "2017-01"),
        ("2016-04", -1.quarters, "2016-01"),
        ("2016-04", -2015.years, "0001-04"),
        ("0001-01-01T00", 87_649_415.hours, "9999-12-31T23"),
    ]

    @Test(arguments: Self.sums)
    func adding(text: String, shift: DatestampShift, expected: String) throws {
        #expect(try Datestamp(text).adding(shift) == Datestamp(expected))
    }

    private static let impossibleSums: [(String, DatestampShift, String)] = [
        (
            "2016-04-26", 3.hours,
            """
            2016-04-26 is a day and cannot be shifted by hours: \
            shift it by days or more, or start from an hour (2016-04-26T07).
            """
        ),
        (
            "2016-04", 1.days,
            """
            2016-04 is a month and cannot be shifted by days: \
            shift it by months or more, or start from a day (2016-04-26).
            """
        ),
        (
            "2016-04", -1.weeks,
            """
            2016-04 is a month and cannot be shifted by weeks: \
            shift it by months or more, or start from a day (2016-04-26).
            """
        ),
        (
            "2016-04", Int.min.hours,
            """
            2016-04 is a month and cannot be shifted by hours: \
            shift it by months or more, or start from an hour (2016-04-26T07).
            """
        ),
        (
            "9999-12-31", 1.days,
            "9999-12-31 plus 1 day is outside the calendar: datestamps run from year 0001 to 9999."
        ),
        (
            "0001-03-31", -3.months,
            "0001-03-31 minus 3 months is outside the calendar: datestamps run from year 0001 to 9999."
        ),
        (
            "2016-04-26", Int.max.days,
            """
            2016-04-26 plus 9223372036854775807 days is outside the calendar: \
            datestamps run from year 0001 to 9999.
            """
        ),
    ]

    @Test(arguments: Self.impossibleSums)
    func errors(text: String, shift: DatestampShift, expected: String) {
        #expect(sentence { try Datestamp(text).adding(shift) } == expected)
    }

    @Test(arguments: DatestampShift.Unit.allCases, [Int.max, .min, .max - 1, .min + 1, .max / 7, .min / 24, 1 << 40])
    func hugeCountsAreErrors(unit: DatestampShift.Unit, count: Int) {
        let shift = DatestampShift(count, unit)
        for text in ["0001-01", "9999-12", "0001-01-01", "9999-12-31", "0001-01-01T00", "9999-12-31T23"] {
            #expect(throws: DatestampError.self) { try Datestamp(text).adding(shift) }
            #expect(throws: DatestampError.self) { try Datestamp(text).adding(-shift) }
        }
    }

    @Test func shifts() {
        #expect(-(6.days) == (-6).days && -(-6.days) == 6.days)
        #expect(7.days != 1.weeks)
        #expect(-Int.min.days == Int.max.days)
        #expect("\(6.days), \(1.months), \(-1.months), \(0.hours)" == "6 days, 1 month, -1 month, 0 hours")
        #expect("\(Int.min.years)" == "-9223372036854775808 years")
    }

    @Test(arguments: [
        ("2016-02-29", "2016-03-01"), ("2016-12", "2017-01"), ("2016-12-31T23", "2017-01-01T00"),
    ])
    func nextAndPrevious(earlier: String, later: String) throws {
        #expect(try Datestamp(earlier).next == Datestamp(later))
        #expect(try Datestamp(later).previous == Datestamp(earlier))
    }

    @Test func noneBeforeTheFirstOrAfterTheLast() {
        let limits = "datestamps run from year 0001 to 9999."
        #expect(sentence { try Datestamp("9999-12").next } == "9999-12 plus 1 month is outside the calendar: \(limits)")
        #expect(
            sentence { try Datestamp("0001-01-01T00").previous }
                == "0001-01-01T00 minus 1 hour is outside the calendar: \(limits)"
        )
    }

    @Test func truncating() throws {
        let hour = try Datestamp("2016-04-26T07")
        #expect(hour.truncated(to: .hour) == hour)
        #expect(try hour.truncated(to: .day) == Datestamp("2016-04-26"))
        #expect(try hour.truncated(to: .month) == Datestamp("2016-04"))
        #expect(try Datestamp("2016-04").truncated(to: .hour) == Datestamp("2016-04"))
    }

    private static let spans: [(String, CalendarUnit, String, String)] = [
        ("2016-04-26", CalendarUnit.week, "2016-04-25", "2016-05-01"),
        ("2016-05-01", .week, "2016-04-25", "2016-05-01"),
        ("2016-02-10", .month, "2016-02-01", "2016-02-29"),
        ("2016-06-30", .quarter, "2016-04-01", "2016-06-30"),
        ("2016-11-01", .quarter, "2016-10-01", "2016-12-31"),
        ("2016-04-26", .year, "2016-01-01", "2016-12-31"),
        ("2016-04-26T07", .week, "2016-04-25T00", "2016-05-01T23"),
        ("2016-02-10T07", .month, "2016-02-01T00", "2016-02-29T23"),
        ("2016-04-26T07", .quarter, "2016-04-01T00", "2016-06-30T23"),
        ("2016-04-26T07", .year, "2016-01-01T00", "2016-12-31T23"),
        ("2016-05", .month, "2016-05", "2016-05"),
        ("2016-05", .quarter, "2016-04", "2016-06"),
        ("2016-05", .year, "2016-01", "2016-12"),
    ]

    @Test(arguments: Self.spans)
    func startAndEnd(text: String, unit: CalendarUnit, start: String, end: String) throws {
        #expect(try Datestamp(text).start(of: unit) == Datestamp(start))
        #expect(try Datestamp(text).end(of: unit) == Datestamp(end))
    }

    @Test func everyMonthHasItsQuarter() throws {
        for (index, start) in [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10].enumerated() {
            let month = try Datestamp(year: 2016, month: index + 1)
            #expect(try month.start(of: .quarter) == Datestamp(year: 2016, month: start))
            #expect(try month.end(of: .quarter) == Datestamp(year: 2016, month: start + 2))
            #expect(month.quarter == start / 3 + 1)
        }
    }

    @Test func aMonthHasNoWeek() {
        let expected = """
            2016-04 is a month and in no one week: ask for its month, quarter or year, or start from a day (2016-04-26).
            """
        #expect(sentence { try Datestamp("2016-04").start(of: .week) } == expected)
        #expect(sentence { try Datestamp("2016-04").end(of: .week) } == expected)
    }
}
