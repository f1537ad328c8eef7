extension Schedule: CustomStringConvertible {
    /// The schedule in words: "daily from 2013-01-01", "cron 30 4 * * 1-5 in Europe/Berlin until 2020-12-31".
    ///
    /// Safe to print, wrong texts too: they are shortened and without control characters.
    public var description: String {
        var words = "\(cadence)"
        if timeZone != "UTC" { words += " in \(Printable.escaped(timeZone))" }
        if let start { words += " from \(Printable.escaped(start))" }
        if let end { words += " until \(Printable.escaped(end))" }
        return words
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
