/// When a pipeline runs: a description for people and for a scheduler, which nothing here acts upon.
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
        /// Once for every month, on a day from 1 to 31. A month that is shorter than that runs on its last day, so
        /// that 31 means the last day of every month.
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

    /// A schedule. Any text is taken here; `problems` says what is wrong with it.
    ///
    /// - Parameters:
    ///   - cadence: How often.
    ///   - timeZone: A name of the tz database.
    ///   - start: The text of the first datestamp, itself included.
    ///   - end: The text of the last datestamp, itself included.
    public init(_ cadence: Cadence, timeZone: String = "UTC", start: String? = nil, end: String? = nil) {
        self.cadence = cadence
        self.timeZone = timeZone
        self.start = start
        self.end = end
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

    /// Once for every month, on its first day.
    public static let monthly = Schedule(.monthly(day: 1))

    /// Once for every month, on a day.
    ///
    /// - Parameter day: 1 to 31; in a month that is shorter than that, the last day.
    public static func monthly(onDay day: Int = 1) -> Schedule { Schedule(.monthly(day: day)) }

    /// At the times of a cron expression: `.cron("30 4 * * 1-5")`.
    public static func cron(_ expression: String) -> Schedule { Schedule(.cron(expression)) }

    /// The same schedule from a datestamp on, itself included.
    public func starting(_ ds: String) -> Schedule {
        Schedule(cadence, timeZone: timeZone, start: ds, end: end)
    }

    /// The same schedule up to a datestamp, itself included.
    public func ending(_ ds: String) -> Schedule {
        Schedule(cadence, timeZone: timeZone, start: start, end: ds)
    }

    /// The same schedule by the clocks of a time zone of the tz database: "Europe/Berlin".
    public func inTimeZone(_ name: String) -> Schedule {
        Schedule(cadence, timeZone: name, start: start, end: end)
    }
}
