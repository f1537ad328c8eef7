/// The times of a cron expression: minute, hour, day of month, month and day of week, as in `30 4 * * 1-5`.
///
/// A field is `*`, a value, a range (`1-5`), either of the two with a step (`*/15`, `8-18/2`), or a list of these with
/// commas. Months and weekdays have names (`jan`, `mon`; upper or lower case), Sunday is 0 and 7. `@hourly`, `@daily`,
/// `@weekly`, `@monthly` and `@yearly` stand for the usual expressions. As in crontab(5), save that a step needs a
/// range, that a range may end with `sun`, and that what can never fire is refused.
///
/// Expressions are equal if their fields stand for the same values, however they are written.
public struct CronExpression: Hashable, Sendable {
    /// Bit n is set if the expression fires at the value n; Sunday is bit 0.
    private let minutes: UInt64
    private let hours: UInt64
    private let days: UInt64
    private let months: UInt64
    private let weekdays: UInt64

    /// Whether a day must match both day fields, rather than either; see `matches`.
    private let needsBothDays: Bool

    /// Reads a cron expression.
    ///
    /// - Throws: A `CronError` that names the field, the value in it and what is accepted.
    public init(_ expression: String) throws(CronError) {
        do throws(CronError) {
            try self.init(fields: Self.fields(of: expression))
        } catch {
            throw CronError("cron \(Printable.quoted(expression)): \(error)")
        }
    }

    private init(fields: [Substring]) throws(CronError) {
        minutes = try CronField.minute.values(in: fields[0])
        hours = try CronField.hour.values(in: fields[1])
        days = try CronField.dayOfMonth.values(in: fields[2])
        months = try CronField.month.values(in: fields[3])
        let sevens = try CronField.dayOfWeek.values(in: fields[4])
        weekdays = (sevens | sevens >> 7) & 0b111_1111
        needsBothDays = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
        try verifyThatItFires()
    }

    /// Whether the expression can fire more than once on a day.
    public var firesMoreThanOncePerDay: Bool { minutes.nonzeroBitCount * hours.nonzeroBitCount > 1 }

    /// Whether the expression fires at a minute; false for one that no calendar or clock has, such as February 30.
    ///
    /// The two day fields follow Vixie's rule, crontab(5): "If both fields are restricted (ie, aren't \*), the command
    /// will be run when either field matches the current time." A field that begins with `*` counts as not restricted,
    /// `*/2` too, as in Vixie's own program: then both have to match.
    ///
    /// - Parameters:
    ///   - year: The year, of which the length of February is taken: cron has no field for it.
    ///   - month: 1 to 12.
    ///   - day: The day of the month, from 1.
    ///   - weekday: The day of the week; that it is the day's is not checked.
    ///   - hour: 0 to 23.
    ///   - minute: 0 to 59.
    public func matches(year: Int, month: Int, day: Int, weekday: Weekday, hour: Int, minute: Int) -> Bool {
        guard Self.contains(minutes, minute), Self.contains(hours, hour) else { return false }
        return matches(year: year, month: month, day: day, weekday: weekday)
    }

    /// The first minute of a day or an hour at which the expression fires, counted from midnight; nil where it does not, and for
    /// a month.
    func firstMinute(of ds: Datestamp) -> Int? {
        let firstMinute = minutes.trailingZeroBitCount
        guard matches(year: ds.year, month: ds.month, day: ds.day, weekday: ds.weekday) else { return nil }
        switch ds.granularity {
        case .month: return nil
        case .day: return hours.trailingZeroBitCount * 60 + firstMinute
        case .hour: return Self.contains(hours, ds.hour) ? ds.hour * 60 + firstMinute : nil
        }
    }

    private func matches(year: Int, month: Int, day: Int, weekday: Weekday) -> Bool {
        guard Self.contains(months, month) else { return false }
        guard 1...CivilDate.daysInMonth(year: year, month: month) ~= day else { return false }
        let dayMatches = Self.contains(days, day)
        let weekdayMatches = Self.contains(weekdays, weekday.rawValue % 7)
        return needsBothDays ? dayMatches && weekdayMatches : dayMatches || weekdayMatches
    }

    private static func contains(_ values: UInt64, _ value: Int) -> Bool {
        0..<64 ~= value && values >> UInt64(value) & 1 == 1
    }

    /// Refuses February 30 and its like: whoever writes it waits for a run that never comes.
    private func verifyThatItFires() throws(CronError) {
        // 2000 is a leap year: February 29 does come.
        let fires = (1...12).contains { month in
            let length = CivilDate.daysInMonth(year: 2000, month: month)
            return Self.contains(months, month) && (1...length).contains { Self.contains(days, $0) }
        }
        guard fires || !needsBothDays else {
            throw CronError("it never fires: write a day of month that one of its months has.")
        }
    }
}

extension CronExpression {
    /// The texts of the five fields.
    private static func fields(of expression: String) throws(CronError) -> [Substring] {
        let fields = expression.split { $0 == " " || $0 == "\t" }
        if let alias = fields.first, alias.hasPrefix("@") {
            guard fields.count == 1, let meaning = meaning(ofAlias: alias.lowercased()) else {
                let known = "@hourly, @daily, @weekly, @monthly or @yearly"
                throw CronError("\(Printable.quoted(alias)) is no alias on its own: write \(known), or five fields.")
            }
            return meaning.split(separator: " ")
        }
        guard fields.count == 5 else {
            let count = fields.count == 1 ? "1 field" : "\(fields.count) fields"
            throw CronError("\(count) instead of 5: write minute, hour, day of month, month and day of week.")
        }
        return fields
    }

    /// What the aliases of crontab(5) stand for. Not `@reboot`: it is no time.
    private static func meaning(ofAlias alias: String) -> String? {
        switch alias {
        case "@hourly": "0 * * * *"
        case "@daily", "@midnight": "0 0 * * *"
        case "@weekly": "0 0 * * 0"
        case "@monthly": "0 0 1 * *"
        case "@yearly", "@annually": "0 0 1 1 *"
        default: nil
        }
    }
}
