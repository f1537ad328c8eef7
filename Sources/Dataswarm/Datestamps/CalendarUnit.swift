/// A stretch of the calendar whose first and last datestamp can be asked for.
public enum CalendarUnit: String, Sendable, CaseIterable {
    /// A week as ISO 8601 has it, Monday to Sunday.
    case week
    /// A calendar month.
    case month
    /// Three calendar months, the first of which is January, April, July or October.
    case quarter
    /// A calendar year.
    case year
}

extension Datestamp {
    /// The first datestamp, of the same granularity, of the week, month, quarter or year that this one is in.
    ///
    /// That of an hour is at 00: the month of `2016-04-26T07` starts with `2016-04-01T00`.
    ///
    /// - Throws: A `DatestampError` for the week of a month.
    public func start(of unit: CalendarUnit) throws(DatestampError) -> Datestamp {
        switch unit {
        case .week:
            try verifyWeek()
            // In the calendar for every day of it: 0001-01-01 is a Monday.
            let monday = dayNumber - weekday.rawValue + Weekday.monday.rawValue
            return Datestamp(CivilDate(dayNumber: monday), hour: 0, granularity: granularity)
        case .month, .quarter, .year:
            let months = unit.monthCount
            let first = (month - 1) / months * months + 1
            return Datestamp(verifiedYear: year, month: first, day: 1, hour: 0, granularity: granularity)
        }
    }

    /// The last datestamp, of the same granularity, of the week, month, quarter or year that this one is in.
    ///
    /// That of an hour is at 23: the month of `2016-04-26T07` ends with `2016-04-30T23`.
    ///
    /// - Throws: A `DatestampError` for the week of a month, and for the last week of year 9999, which is cut
    ///   off.
    public func end(of unit: CalendarUnit) throws(DatestampError) -> Datestamp {
        let lastHour = granularity == .hour ? 23 : 0
        switch unit {
        case .week:
            try verifyWeek()
            let sunday = dayNumber - weekday.rawValue + Weekday.sunday.rawValue
            guard CivilDate.dayNumbers ~= sunday else {
                throw DatestampError(
                    "The week of \(self) ends after 9999-12-31, the last day of all: "
                        + "ask for its month, quarter or year."
                )
            }
            return Datestamp(CivilDate(dayNumber: sunday), hour: lastHour, granularity: granularity)
        case .month, .quarter, .year:
            let months = unit.monthCount
            let last = (month - 1) / months * months + months
            let day = granularity == .month ? 1 : CivilDate.daysInMonth(year: year, month: last)
            return Datestamp(verifiedYear: year, month: last, day: day, hour: lastHour, granularity: granularity)
        }
    }

    /// Refuses a month, which lies in no one week.
    private func verifyWeek() throws(DatestampError) {
        guard granularity > .month else {
            let remedy = "ask for its month, quarter or year, or start from \(Granularity.day.withExample)"
            throw DatestampError("\(self) is a month and in no one week: \(remedy).")
        }
    }
}

extension CalendarUnit {
    /// How many months the unit has; 0 for a week, which is not made of them.
    fileprivate var monthCount: Int {
        switch self {
        case .week: 0
        case .month: 1
        case .quarter: 3
        case .year: 12
        }
    }
}
