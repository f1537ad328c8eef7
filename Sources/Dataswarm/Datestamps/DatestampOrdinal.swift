extension Datestamp {
    /// The place among all datestamps of the granularity, 0 for the first of year 0001: steps, spans and counts are
    /// plain integer arithmetic on it.
    var ordinal: Int {
        switch granularity {
        case .month: monthOrdinal
        case .day: dayNumber - CivilDate.dayNumbers.lowerBound
        case .hour: (dayNumber - CivilDate.dayNumbers.lowerBound) * 24 + hour
        }
    }

    /// The number of months since 0001-01, whatever the granularity.
    var monthOrdinal: Int { (year - 1) * 12 + month - 1 }

    /// The number of datestamps of a granularity in the calendar.
    static func count(of granularity: Granularity) -> Int {
        switch granularity {
        case .month: monthCount
        case .day: CivilDate.dayNumbers.count
        case .hour: CivilDate.dayNumbers.count * 24
        }
    }

    /// The number of months in the calendar.
    static let monthCount = 9999 * 12

    /// The datestamp at a place; nil if the calendar has no such place.
    init?(ordinal: Int, granularity: Granularity) {
        switch granularity {
        case .month:
            guard 0..<Self.monthCount ~= ordinal else { return nil }
            let date = CivilDate(year: ordinal / 12 + 1, month: ordinal % 12 + 1, day: 1)
            self.init(date, hour: 0, granularity: .month)
        case .day:
            guard 0..<CivilDate.dayNumbers.count ~= ordinal else { return nil }
            let date = CivilDate(dayNumber: ordinal + CivilDate.dayNumbers.lowerBound)
            self.init(date, hour: 0, granularity: .day)
        case .hour:
            guard 0..<CivilDate.dayNumbers.count * 24 ~= ordinal else { return nil }
            let date = CivilDate(dayNumber: ordinal / 24 + CivilDate.dayNumbers.lowerBound)
            self.init(date, hour: ordinal % 24, granularity: .hour)
        }
    }
}
