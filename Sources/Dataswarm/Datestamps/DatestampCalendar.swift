extension Datestamp {
    /// The day with a number.
    ///
    /// - Parameter dayNumber: Days since 1970-01-01, negative before it: -719,162 (0001-01-01) to 2,932,896
    ///   (9999-12-31).
    /// - Throws: A `DatestampError` if the number is outside that range.
    public init(dayNumber: Int) throws(DatestampError) {
        guard CivilDate.dayNumbers ~= dayNumber else {
            let limits = "-719162 (0001-01-01) to 2932896 (9999-12-31)"
            throw DatestampError("Day number \(dayNumber) is outside the calendar: day numbers run from \(limits).")
        }
        self.init(CivilDate(dayNumber: dayNumber), hour: 0, granularity: .day)
    }

    /// Takes a date that is known to be within the calendar.
    init(_ date: CivilDate, hour: Int, granularity: Granularity) {
        self.init(verifiedYear: date.year, month: date.month, day: date.day, hour: hour, granularity: granularity)
    }

    /// Days since 1970-01-01, negative before it; of a month, those to its first day.
    public var dayNumber: Int { CivilDate(year: year, month: month, day: day).dayNumber }

    /// The day of the week; of a month, that of its first day.
    public var weekday: Weekday { Weekday(dayNumber: dayNumber) }

    /// The day of the year, 1 to 366; of a month, that of its first day.
    public var dayOfYear: Int { dayNumber - CivilDate(year: year, month: 1, day: 1).dayNumber + 1 }

    /// The quarter of the year, 1 to 4.
    public var quarter: Int { (month + 2) / 3 }

    /// The week that ISO 8601 puts the day in, and the year that the week belongs to; of a month, those of its first
    /// day.
    ///
    /// Weeks start on Monday and belong to the year that holds their Thursday, so the first days of January may lie in
    /// week 52 or 53 of the year before, and the last of December in week 1 of the next.
    public var isoWeek: (year: Int, week: Int) {
        let dayNumber = dayNumber
        let thursday = dayNumber + Weekday.thursday.rawValue - Weekday(dayNumber: dayNumber).rawValue
        // In the calendar for every day of it: 0001-01-01 is a Monday and 9999-12-31 a Friday.
        let year = CivilDate(dayNumber: thursday).year
        let newYear = CivilDate(year: year, month: 1, day: 1).dayNumber
        return (year: year, week: (thursday - newYear) / 7 + 1)
    }
}
