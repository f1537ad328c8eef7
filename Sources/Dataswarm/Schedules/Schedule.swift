/// For which datestamps a pipeline is meant, and when each is due.
///
/// A datestamp is a civil hour, day or month in the schedule's zone. Unless told by ``at(_:daysAfter:)``, it is due at its end:
/// a day at midnight after it, an hour at its end, a month at the first moment of the day of the next month that the cadence
/// names. That of a cron expression is due when the expression fires.
public struct Schedule: Hashable, Sendable {
    /// How often.
    public enum Cadence: Hashable, Sendable {
        /// Only when asked to.
        case never
        /// Once for every hour.
        case hourly
        /// Once for every day.
        case daily
        /// Once a week, for that day.
        case weekly(Weekday)
        /// Once for every month, due on a day of the next one, from 1 to 31. Where that is shorter, it is its last day.
        case monthly(day: Int)
        /// At the times of a cron expression; see `CronExpression`.
        case cron(String)
    }

    /// How often.
    public var cadence: Cadence

    /// The name of the time zone that days and hours are those of, as the tz database has it: "Europe/Berlin".
    public var timeZone: String

    /// The text of the first datestamp that is scheduled; nil if there is no first.
    public var start: String?

    /// The text of the last datestamp that is scheduled; nil if there is no last.
    public var end: String?

    /// When a datestamp is due; nil for what is usual, which ``Schedule`` tells.
    public var due: Due?

    /// When a datestamp is due.
    public enum Due: Hashable, Sendable {
        /// At a time of day, such as `07:00`, a number of days after the datestamp's last day; nil for the usual day: the next
        /// one, or that of the cadence for a month.
        case time(String, daysAfter: Int?)
        /// So many minutes after the end of an hour.
        case minutesAfter(Int)
    }

    /// A schedule. Any text is taken here; `problems` says what is wrong with it.
    ///
    /// - Parameters:
    ///   - cadence: How often.
    ///   - timeZone: A name of the tz database.
    ///   - start: The text of the first datestamp, itself included.
    ///   - end: The text of the last datestamp, itself included.
    ///   - due: When a datestamp is due; nil for what is usual.
    public init(
        _ cadence: Cadence, timeZone: String = "UTC", start: String? = nil, end: String? = nil, due: Due? = nil
    ) {
        self.cadence = cadence
        self.timeZone = timeZone
        self.start = start
        self.end = end
        self.due = due
    }

    /// The granularity of the datestamps that are scheduled; nil if any will do, or if the cron expression is wrong.
    ///
    /// A cron expression that can fire more than once on a day is for hours, since two runs of one day would be the
    /// same run; any other is for days.
    public var granularity: Datestamp.Granularity? {
        switch cadence {
        case .never: nil
        case .hourly: .hour
        case .daily, .weekly: .day
        case .monthly: .month
        case .cron(let expression):
            (try? CronExpression(expression)).map { $0.firesMoreThanOncePerDay ? .hour : .day }
        }
    }
}

extension Schedule {
    /// Only when asked to.
    public static let never = Schedule(.never)

    /// Once for every hour.
    public static let hourly = Schedule(.hourly)

    /// Once for every day.
    public static let daily = Schedule(.daily)

    /// Every Monday.
    public static let weekly = Schedule(.weekly(.monday))

    /// Once a week, for that day.
    public static func weekly(on weekday: Weekday = .monday) -> Schedule { Schedule(.weekly(weekday)) }

    /// Once for every month, due on the first day of the next one.
    public static let monthly = Schedule(.monthly(day: 1))

    /// Once for every month, due on a day of the next one.
    ///
    /// - Parameter day: 1 to 31; where the next month is shorter than that, its last day.
    public static func monthly(onDay day: Int = 1) -> Schedule { Schedule(.monthly(day: day)) }

    /// At the times of a cron expression: `.cron("30 4 * * 1-5")`.
    public static func cron(_ expression: String) -> Schedule { Schedule(.cron(expression)) }

    /// The same schedule from a datestamp on, itself included.
    public func starting(_ ds: String) -> Schedule { with { $0.start = ds } }

    /// The same schedule up to a datestamp, itself included.
    public func ending(_ ds: String) -> Schedule { with { $0.end = ds } }

    /// The same schedule by the clocks of a time zone of the tz database: "Europe/Berlin".
    public func inTimeZone(_ name: String) -> Schedule { with { $0.timeZone = name } }

    /// The same schedule of days or months, with each due at a time of day: `.daily.at("07:00")`, at seven the day after.
    ///
    /// A time that a change of the clocks skips is taken as the moment of the change, and of one that comes twice the first.
    ///
    /// - Parameters:
    ///   - time: Hours and minutes by the clocks of the schedule's zone, `00:00` to `23:59`.
    ///   - days: How many days after the datestamp's last day, 0 to 366: 0 is that day itself. Unless told, it is the next
    ///     day, and for a month the day of the next month that the cadence names.
    public func at(_ time: String, daysAfter days: Int? = nil) -> Schedule {
        with { $0.due = .time(time, daysAfter: days) }
    }

    /// The same schedule of hours, with each due some minutes after its end.
    ///
    /// - Parameter minutes: 0 to 10080, a week.
    public func at(minutesAfter minutes: Int) -> Schedule { with { $0.due = .minutesAfter(minutes) } }

    private func with(_ change: (inout Schedule) -> Void) -> Schedule {
        var schedule = self
        change(&schedule)
        return schedule
    }
}
