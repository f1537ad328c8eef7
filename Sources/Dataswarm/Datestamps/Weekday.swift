/// A day of the week. The raw value is that of ISO 8601: 1 for Monday to 7 for Sunday.
public enum Weekday: Int, Sendable, CaseIterable, CustomStringConvertible {
    case monday = 1
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// The English name: "Monday".
    public var description: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// The weekday of a day within `CivilDate.dayNumbers`.
    init(dayNumber: Int) {
        // 0001-01-01 was a Monday, and no day comes before it.
        switch (dayNumber - CivilDate.dayNumbers.lowerBound) % 7 {
        case 0: self = .monday
        case 1: self = .tuesday
        case 2: self = .wednesday
        case 3: self = .thursday
        case 4: self = .friday
        case 5: self = .saturday
        default: self = .sunday
        }
    }
}
