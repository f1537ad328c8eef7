/// A distance between datestamps in units of the calendar: `6.days`, `-1.months`.
///
/// Shifts are equal if unit and count are: a week is not seven days until it is used.
public struct DatestampShift: Hashable, Sendable, CustomStringConvertible {
    /// What a shift counts.
    public enum Unit: String, Sendable, CaseIterable {
        case hours
        case days
        case weeks
        case months
        case quarters
        case years
    }

    /// What is counted.
    public let unit: Unit

    /// How many; negative for the past. Any number will do: one that leaves the calendar is an error where it is used.
    public let count: Int

    /// A shift by a number of units.
    public init(_ count: Int, _ unit: Unit) {
        self.unit = unit
        self.count = count
    }

    /// The same distance in the other direction.
    public static prefix func - (shift: DatestampShift) -> DatestampShift {
        // The smallest integer has no opposite. The largest does as well: both are far outside the calendar.
        let (opposite, overflow) = Int.zero.subtractingReportingOverflow(shift.count)
        return DatestampShift(overflow ? .max : opposite, shift.unit)
    }

    /// The shift in words: "6 days", "-1 month".
    public var description: String {
        (count < 0 ? "-" : "") + magnitude
    }

    /// The shift in words, without its sign: "6 days", "1 month".
    var magnitude: String {
        let word = count.magnitude == 1 ? unit.rawValue.dropLast() : unit.rawValue[...]
        return "\(count.magnitude) \(word)"
    }
}

extension Int {
    /// A shift by this many hours.
    public var hours: DatestampShift { DatestampShift(self, .hours) }

    /// A shift by this many days.
    public var days: DatestampShift { DatestampShift(self, .days) }

    /// A shift by this many weeks of seven days.
    public var weeks: DatestampShift { DatestampShift(self, .weeks) }

    /// A shift by this many calendar months.
    public var months: DatestampShift { DatestampShift(self, .months) }

    /// A shift by this many times three calendar months.
    public var quarters: DatestampShift { DatestampShift(self, .quarters) }

    /// A shift by this many calendar years.
    public var years: DatestampShift { DatestampShift(self, .years) }
}
