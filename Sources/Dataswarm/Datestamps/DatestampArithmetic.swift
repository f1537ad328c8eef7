extension Datestamp {
    /// The datestamp at a distance from this one, of the same granularity.
    ///
    /// Months, quarters and years keep the day of the month, or take the month's last day if it is shorter:
    /// `2016-03-31` and one month make `2016-04-30`. So going there and back may not return to where it began.
    ///
    /// - Parameter shift: Units as coarse as the datestamp or coarser: an hour can be shifted by anything, a day by all
    ///   but hours, a month by months, quarters and years.
    /// - Throws: A `DatestampError` if the unit is too fine, or the result outside the years 0001 to 9999.
    public func adding(_ shift: DatestampShift) throws(DatestampError) -> Datestamp {
        guard granularity >= shift.unit.coarsestTarget else { throw tooCoarse(for: shift) }
        let (count, overflow) = shift.count.multipliedReportingOverflow(by: steps(in: shift.unit))
        let result = overflow ? nil : shift.unit.isMonths ? addingMonths(count) : addingSteps(count)
        guard let result else {
            let sum = "\(self) \(shift.count < 0 ? "minus" : "plus") \(shift.magnitude)"
            throw DatestampError("\(sum) is outside the calendar: datestamps run from year 0001 to 9999.")
        }
        return result
    }

    /// The datestamp one step of the granularity later.
    ///
    /// - Throws: A `DatestampError` for the last of year 9999.
    public var next: Datestamp {
        get throws(DatestampError) { try adding(step) }
    }

    /// The datestamp one step of the granularity earlier.
    ///
    /// - Throws: A `DatestampError` for the first of year 0001.
    public var previous: Datestamp {
        get throws(DatestampError) { try adding(-step) }
    }

    /// One step of the granularity.
    private var step: DatestampShift {
        switch granularity {
        case .month: 1.months
        case .day: 1.days
        case .hour: 1.hours
        }
    }

    /// How many months a unit has that is made of months, or how many steps of the granularity any other.
    private func steps(in unit: DatestampShift.Unit) -> Int {
        switch unit {
        case .hours, .months: 1
        case .days: granularity == .hour ? 24 : 1
        case .weeks: granularity == .hour ? 7 * 24 : 7
        case .quarters: 3
        case .years: 12
        }
    }

    /// The datestamp that many steps of the granularity later; nil outside the calendar.
    private func addingSteps(_ count: Int) -> Datestamp? {
        let (ordinal, overflow) = ordinal.addingReportingOverflow(count)
        return overflow ? nil : Datestamp(ordinal: ordinal, granularity: granularity)
    }

    /// The datestamp that many months later, its day clamped to the month's length; nil outside the calendar.
    private func addingMonths(_ count: Int) -> Datestamp? {
        let (months, overflow) = monthOrdinal.addingReportingOverflow(count)
        guard !overflow, let first = Datestamp(ordinal: months, granularity: .month) else { return nil }
        let length = CivilDate.daysInMonth(year: first.year, month: first.month)
        let date = CivilDate(year: first.year, month: first.month, day: min(day, length))
        return Datestamp(date, hour: hour, granularity: granularity)
    }

    /// The error for a unit that the datestamp does not have.
    private func tooCoarse(for shift: DatestampShift) -> DatestampError {
        let kind = granularity.withArticle
        let start = "start from \(shift.unit.coarsestTarget.withExample)"
        return DatestampError(
            "\(self) is \(kind) and cannot be shifted by \(shift.unit.rawValue): "
                + "shift it by \(granularity.rawValue)s or more, or \(start)."
        )
    }
}

extension DatestampShift.Unit {
    /// The coarsest granularity that can be shifted by the unit.
    fileprivate var coarsestTarget: Datestamp.Granularity {
        switch self {
        case .hours: .hour
        case .days, .weeks: .day
        case .months, .quarters, .years: .month
        }
    }

    /// Whether the unit is made of months, whose lengths differ.
    fileprivate var isMonths: Bool { coarsestTarget == .month }
}
