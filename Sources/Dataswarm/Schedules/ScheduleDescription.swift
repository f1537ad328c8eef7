extension Schedule: CustomStringConvertible {
    /// The schedule in words: "daily from 2013-01-01", "cron 30 4 * * 1-5 in Europe/Berlin until 2020-12-31",
    /// "daily, due at 07:00 the day after".
    ///
    /// Safe to print, wrong texts too: they are shortened and without control characters.
    public var description: String {
        var words = "\(cadence)"
        if timeZone != "UTC" { words += " in \(Printable.escaped(timeZone))" }
        if let start { words += " from \(Printable.escaped(start))" }
        if let end { words += " until \(Printable.escaped(end))" }
        if let due { words += ", due \(dueWords(due))" }
        return words
    }

    /// When a datestamp is due, in words, whether told or usual: "at 00:00 the day after", "at its end".
    public var dueWords: String {
        if let due { return dueWords(due) }
        return switch cadence {
        case .never: "never"
        case .hourly: "at its end"
        case .daily, .weekly: dueWords(.time("00:00", daysAfter: 1))
        case .monthly: dueWords(.time("00:00", daysAfter: nil))
        case .cron: "when the expression fires"
        }
    }

    private func dueWords(_ due: Due) -> String {
        switch due {
        case .minutesAfter(1): return "1 minute after the hour"
        case .minutesAfter(let minutes): return "\(minutes) minutes after the hour"
        case .time(let text, let days):
            let time = "at \(Printable.escaped(text))"
            if case .monthly(let day) = cadence {
                return switch days {
                case nil: "\(time) on day \(day) of the next month"
                case 0: "\(time) on the month's last day"
                case 1: "\(time) the day after the month"
                case let days?: "\(time) \(days) days after the month"
                }
            }
            return switch days ?? 1 {
            case 0: "\(time) on the day itself"
            case 1: "\(time) the day after"
            case let days: "\(time) \(days) days after"
            }
        }
    }
}

extension Schedule.Cadence: CustomStringConvertible {
    /// How often, in words: "daily", "every Monday", "monthly on day 1", "cron 30 4 * * 1-5".
    public var description: String {
        switch self {
        case .never: "never"
        case .hourly: "hourly"
        case .daily: "daily"
        case .weekly(let weekday): "every \(weekday)"
        case .monthly(let day): "monthly on day \(day)"
        case .cron(let expression): "cron \(Printable.escaped(expression))"
        }
    }
}
