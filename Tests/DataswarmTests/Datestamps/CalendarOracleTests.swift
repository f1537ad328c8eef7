import Dataswarm
import Foundation
import Testing

/// Every day from 1900 to 2100, against Foundation's calendars.
@Suite struct CalendarOracleTests {
    /// 1900-01-01 to 2100-12-31, by day number.
    private static let days = -25_567...47_846

    private static let gregorian = calendar(.gregorian)
    private static let iso = calendar(.iso8601)

    private static func calendar(_ identifier: Calendar.Identifier) -> Calendar {
        var calendar = Calendar(identifier: identifier)
        calendar.timeZone = TimeZone.gmt
        return calendar
    }

    private static func date(_ dayNumber: Int) -> Date {
        Date(timeIntervalSince1970: Double(dayNumber) * 86_400)
    }

    private static func dayNumber(_ date: Date) -> Int {
        Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    }

    /// Collects the days that a check fails for: an expectation a day would take minutes.
    private func expectEveryDay(_ check: (Datestamp, Date) throws -> Bool) rethrows {
        var wrong: [Datestamp] = []
        var seen = 0
        for number in Self.days {
            guard let day = try? Datestamp(dayNumber: number) else { continue }
            seen += 1
            if try !check(day, Self.date(number)) { wrong.append(day) }
        }
        #expect(seen == 73_414)
        #expect(wrong.isEmpty, "\(wrong.count) days, the first of them \(wrong.prefix(5))")
    }

    @Test func yearMonthDayAndDayNumber() {
        expectEveryDay { day, date in
            let expected = Self.gregorian.dateComponents([.year, .month, .day], from: date)
            return day.year == expected.year && day.month == expected.month && day.day == expected.day
                && day.dayNumber == Self.dayNumber(date)
        }
    }

    @Test func weekday() {
        expectEveryDay { day, date in
            // Foundation counts from Sunday, 1.
            day.weekday.rawValue % 7 + 1 == Self.gregorian.component(.weekday, from: date)
        }
    }

    @Test func isoWeek() {
        expectEveryDay { day, date in
            let expected = Self.iso.dateComponents([.yearForWeekOfYear, .weekOfYear], from: date)
            return day.isoWeek.year == expected.yearForWeekOfYear && day.isoWeek.week == expected.weekOfYear
        }
    }

    @Test func dayOfYear() {
        expectEveryDay { day, date in
            day.dayOfYear == Self.gregorian.ordinality(of: .day, in: .year, for: date)
        }
    }

    @Test func text() throws {
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        try expectEveryDay { day, date in
            let expected = date.formatted(style)
            return try day.description == expected && Datestamp(expected) == day
        }
    }

    @Test(arguments: [(CalendarUnit.month, Calendar.Component.month), (.year, .year), (.week, .weekOfYear)])
    func startAndEnd(unit: CalendarUnit, component: Calendar.Component) throws {
        try expectEveryDay { day, date in
            guard let interval = Self.iso.dateInterval(of: component, for: date) else { return false }
            return try day.start(of: unit).dayNumber == Self.dayNumber(interval.start)
                && day.end(of: unit).dayNumber == Self.dayNumber(interval.end) - 1
        }
    }

    /// Shifts the first of the month and clamps the day to the length of the month it comes to, all in Foundation's
    /// terms. Its own sum would not do: with Swift 6.3.1 on Linux 2004-02-29 less 48 months is 2000-02-28.
    @Test(arguments: [-1200, -48, -13, -1, 1, 2, 11, 25, 1200])
    func addingMonths(count: Int) throws {
        let calendar = Self.gregorian
        try expectEveryDay { day, date in
            guard let first = calendar.dateInterval(of: .month, for: date)?.start,
                let target = calendar.date(byAdding: .month, value: count, to: first),
                let length = calendar.range(of: .day, in: .month, for: target)?.count
            else { return false }
            let expected = Self.dayNumber(target) + min(calendar.component(.day, from: date), length) - 1
            return try day.adding(count.months).dayNumber == expected
        }
    }

    /// Foundation's own sum, for shifts that it gets right; see above.
    @Test(arguments: [-13, -1, 1, 6, 25])
    func addingMonthsAsFoundationDoes(count: Int) throws {
        try expectEveryDay { day, date in
            guard let expected = Self.gregorian.date(byAdding: .month, value: count, to: date) else { return false }
            return try day.adding(count.months).dayNumber == Self.dayNumber(expected)
        }
    }

    @Test(arguments: [-100, -1, 1, 4])
    func addingYears(count: Int) throws {
        try expectEveryDay { day, date in
            guard let expected = Self.gregorian.date(byAdding: .year, value: count, to: date) else { return false }
            return try day.adding(count.years).dayNumber == Self.dayNumber(expected)
        }
    }
}
