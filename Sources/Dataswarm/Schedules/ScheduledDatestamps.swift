/// The datestamps that a schedule is for, and the civil time at which each is due: what can be said of a schedule without
/// the rules of its zone, its texts read once.
///
/// Whether the zone's clocks show an hour or a day at all, and which moment a civil time is, is left to those who have
/// the tz database.
public struct ScheduledDatestamps: Hashable, Sendable {
    /// A time by the clocks of the schedule's zone.
    public struct CivilTime: Hashable, Sendable {
        /// Seconds since 1970-01-01T00:00 on the zone's clocks.
        public let seconds: Int64
        /// Seconds that are to pass after it, whatever the clocks do meanwhile.
        public let delay: Int64
    }

    /// Month, day or hour; nil for `.never`, which is for none.
    public let granularity: Datestamp.Granularity?
    /// The first; nil if there is no first.
    public let first: Datestamp?
    /// The last; nil if there is no last.
    public let last: Datestamp?
    private let cadence: Schedule.Cadence
    private let cron: CronExpression?
    private let due: Schedule.Due?
    /// Minutes after midnight, where a time of day is told.
    private let minuteOfDay: Int?

    /// - Returns: nil where something is wrong with the schedule, see ``Schedule/problems``.
    public init?(_ schedule: Schedule) {
        guard schedule.problems.isEmpty else { return nil }
        granularity = schedule.granularity
        cadence = schedule.cadence
        first = schedule.start.flatMap { try? Datestamp($0) }
        last = schedule.end.flatMap { try? Datestamp($0) }
        cron = if case .cron(let expression) = cadence { try? CronExpression(expression) } else { nil }
        due = schedule.due
        minuteOfDay = if case .time(let text, _) = due { Schedule.minuteOfDay(text) } else { nil }
    }

    /// Whether a datestamp lies neither before the start nor after the end.
    public func isWithin(_ ds: Datestamp) -> Bool { first.map { $0 <= ds } ?? true && last.map { ds <= $0 } ?? true }

    /// Whether the schedule is for a datestamp: one of its kind, neither before its start nor after its end, on its
    /// weekday, or with a time at which its cron expression fires.
    public func includes(_ ds: Datestamp) -> Bool {
        guard ds.granularity == granularity, isWithin(ds) else { return false }
        return switch cadence {
        case .never: false
        case .hourly, .daily, .monthly: true
        case .weekly(let weekday): ds.weekday == weekday
        case .cron: cron?.firstMinute(of: ds) != nil
        }
    }

    /// When a datestamp is due. A later one is never due earlier.
    ///
    /// - Parameter ds: one that the schedule includes.
    public func due(_ ds: Datestamp) -> CivilTime {
        if case .minutesAfter(let minutes)? = due {
            return CivilTime(seconds: Self.end(of: ds), delay: Int64(minutes) * 60)
        }
        let time = Int64(minuteOfDay ?? 0) * 60
        if case .time(_, let days?)? = due {
            return CivilTime(seconds: Self.end(of: ds) + (Int64(days) - 1) * 86_400 + time, delay: 0)
        }
        if due == nil, let minute = cron?.firstMinute(of: ds) {
            return CivilTime(seconds: Int64(ds.dayNumber) * 86_400 + Int64(minute) * 60, delay: 0)
        }
        var seconds = Self.end(of: ds)
        if case .monthly(let day) = cadence, let month = try? ds.next {
            let length = CivilDate.daysInMonth(year: month.year, month: month.month)
            seconds += Int64(min(day, length) - 1) * 86_400
        }
        return CivilTime(seconds: seconds + time, delay: 0)
    }

    /// A time in seconds that is longer than from any datestamp's beginning until it is due, changes of the clocks included.
    public var longestWait: Int64 {
        // Three days for what clocks do, and for the day after.
        let slack: Int64 = 3 * 86_400
        switch (due, granularity) {
        case (.minutesAfter(let minutes), _): return slack + Int64(minutes) * 60
        case (_, .hour): return slack
        case (.time(_, let days?), .month): return slack + Int64(days + 31) * 86_400
        case (.time(_, let days?), _): return slack + Int64(days) * 86_400
        case (_, .month): return slack + 62 * 86_400
        default: return slack
        }
    }

    /// When what follows a datestamp begins, in seconds on the clocks.
    private static func end(of ds: Datestamp) -> Int64 {
        switch ds.granularity {
        case .hour: return Int64(ds.dayNumber) * 86_400 + Int64(ds.hour + 1) * 3_600
        case .day: return Int64(ds.dayNumber + 1) * 86_400
        case .month:
            let length = CivilDate.daysInMonth(year: ds.year, month: ds.month)
            return Int64(ds.dayNumber + length) * 86_400
        }
    }
}

extension Schedule {
    /// Whether the schedule is for a datestamp; see ``ScheduledDatestamps/includes(_:)``, which reads the schedule only once.
    public func includes(_ ds: Datestamp) -> Bool { ScheduledDatestamps(self)?.includes(ds) ?? false }

    /// The minutes after midnight that a text such as `07:00` stands for; nil for any other.
    static func minuteOfDay(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ 0...9 ~= $0 }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }
}
