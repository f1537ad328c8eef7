/// The day and the time of a yearly change.
struct ZoneRuleDate: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// The n-th day of the year from 1 to 365; the 29th of February is not counted.
        case ofYear(Int64)
        /// The n-th day of the year from 0, with the 29th of February.
        case ofLeapYear(Int64)
        /// The n-th weekday (Sunday is 0) of a month; the fifth is the last.
        case weekday(Int64, week: Int64, month: Int64)
    }

    let day: Day
    /// Seconds after the day's beginning: up to a week to either side.
    let time: Int64

    /// When it comes in a year, in seconds since 1970 on the zone's clocks.
    func seconds(in year: Int64) -> Int64 {
        let firstDay = Self.day(ofYear: year)
        let number: Int64 =
            switch day {
            case .ofYear(let day): firstDay + day - 1 + (Self.isLeap(year) && day >= 60 ? 1 : 0)
            case .ofLeapYear(let day): firstDay + day
            case .weekday(let weekday, let week, let month):
                Self.day(ofWeekday: weekday, week: week, month: month, year: year)
            }
        return number * 86_400 + time
    }

    private static func day(ofWeekday weekday: Int64, week: Int64, month: Int64, year: Int64) -> Int64 {
        let daysBefore: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
        let leapDay: Int64 = isLeap(year) ? 1 : 0
        let first = day(ofYear: year) + daysBefore[Int(month) - 1] + (month > 2 ? leapDay : 0)
        let length = daysBefore[Int(month)] - daysBefore[Int(month) - 1] + (month == 2 ? leapDay : 0)
        // 1970-01-01 was a Thursday.
        let firstWeekday = ((first + 4) % 7 + 7) % 7
        var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        if day >= length { day -= 7 }
        return first + day
    }

    /// The number of a year's first day, counted from 1970-01-01.
    static func day(ofYear year: Int64) -> Int64 {
        let past = year - 1
        let leapDays = past.dividedFloor(by: 4) - past.dividedFloor(by: 100) + past.dividedFloor(by: 400)
        // 477 leap days before 1970.
        return (year - 1_970) * 365 + leapDays - 477
    }

    /// The year that a day is in.
    static func year(ofDay day: Int64) -> Int64 {
        // A year of the average length is off by one at most.
        var year = 1_970 + (day * 400).dividedFloor(by: 146_097)
        while Self.day(ofYear: year) > day { year -= 1 }
        while Self.day(ofYear: year + 1) <= day { year += 1 }
        return year
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}
