import Dataswarm
import Testing

/// The whole calendar, walked a day at a time with nothing but month lengths and a count.
@Suite struct CalendarWalkTests {
    @Test func everyDayHasItsNumber() throws {
        var (year, month, day, number) = (1, 1, 1, -719_162)
        var leap = false
        var wrong: [Int] = []
        while year <= 9999 {
            let datestamp = try Datestamp(dayNumber: number)
            let same = datestamp.year == year && datestamp.month == month && datestamp.day == day
            if !same || datestamp.dayNumber != number { wrong.append(number) }

            number += 1
            day += 1
            if day > Self.length(of: month, leap: leap) { (month, day) = (month + 1, 1) }
            if month > 12 {
                (year, month) = (year + 1, 1)
                leap = year.isMultiple(of: 400) || year.isMultiple(of: 4) && !year.isMultiple(of: 100)
            }
        }
        #expect(number == 2_932_897)
        #expect(wrong.isEmpty, "\(wrong.count) days, the first of them \(wrong.prefix(5))")
    }

    private static func length(of month: Int, leap: Bool) -> Int {
        switch month {
        case 2: leap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    @Test(arguments: ["0001-01-01", "0001-01-01T00", "0001-01", "9999-12-31", "9999-12-31T23", "9999-12"])
    func edgesReadAndWrite(text: String) throws {
        #expect(try Datestamp(text).description == text)
    }

    @Test func edgesOfTheCalendar() throws {
        let first = try Datestamp("0001-01-01")
        let last = try Datestamp("9999-12-31")
        #expect(first.dayNumber == -719_162 && first.weekday == .monday && first.isoWeek == (year: 1, week: 1))
        #expect(last.dayNumber == 2_932_896 && last.weekday == .friday && last.isoWeek == (year: 9999, week: 52))
        #expect(try Datestamp("1970-01-01").dayNumber == 0)
        #expect(try last.adding((-3_652_058).days) == first)
        #expect(try first.adding(3_652_058.days) == last)
        #expect(try first.start(of: .week) == first)
        #expect(try Datestamp("9999-12-26").end(of: .week) == Datestamp("9999-12-26"))
        let weekError = """
            The week of 9999-12-31 ends after 9999-12-31, the last day of all: ask for its month, quarter or year.
            """
        #expect(sentence { try last.end(of: .week) } == weekError)
    }

    @Test(arguments: [-719_163, 2_932_897, .min, .max])
    func dayNumbersOutsideTheCalendar(number: Int) {
        let expected = """
            Day number \(number) is outside the calendar: day numbers run from -719162 (0001-01-01) to 2932896 (9999-12-31).
            """
        #expect(sentence { try Datestamp(dayNumber: number) } == expected)
    }
}
