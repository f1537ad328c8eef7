/// The datestamps of another task that a task stands on, as a function of its own: the seven days up to it, the hours of
/// its day, the month that it lies in.
///
/// A window is two functions, that of its first datestamp and that of its last, and both only grow with the datestamp that
/// they are asked for. So there is one way back for all of them: ``readers(of:among:)``.
public struct DatestampWindow: Hashable, Sendable {
    /// Where it begins and ends, seen from the datestamp that ``steps`` lead to.
    public enum Reach: Hashable, Sendable {
        /// That datestamp alone.
        case one
        /// As many as that, of which it is the last; at least 1.
        case last(Int)
        /// From the first of the week, month, quarter or year through it.
        case since(CalendarUnit)
        /// All that lie in it, of a finer granularity: the hours of a day, the days of a month.
        case each(Datestamp.Granularity)
        /// The one that it lies in, of a coarser granularity: the month of a day.
        case containing(Datestamp.Granularity)
        /// The one before it.
        case previous
    }

    /// How datestamps of pipelines in different time zones are matched: an hour of one zone lies in no day of another until
    /// somebody says how.
    public enum Matching: String, Hashable, Sendable, CaseIterable {
        /// By what they are called, whatever the clocks show elsewhere: the hours 00 to 23 of a day.
        case name
        /// By the time that they are: the hours that begin in a day, of which there may be 23, 24 or 25.
        case time
    }

    /// What leads from the datestamp of the task that waits to where the window is seen from.
    public var steps: [DatestampStep]
    public var reach: Reach
    /// Whether what lies outside of the other's schedule is left out, rather than a mistake.
    public var isClipped: Bool
    /// How it reaches over time zones; `nil` where it does not.
    public var matching: Matching?

    /// A window.
    ///
    /// - Parameters:
    ///   - reach: where it begins and ends.
    ///   - steps: where it is seen from; the datestamp itself, unless told.
    ///   - isClipped: whether what lies outside of the other's schedule is left out; it is a mistake, unless told.
    ///   - matching: how it reaches over time zones; it does not, unless told.
    public init(
        _ reach: Reach, from steps: [DatestampStep] = [], isClipped: Bool = false, matching: Matching? = nil
    ) {
        self.matching = matching
        self.reach = reach
        self.steps = steps
        self.isClipped = isClipped
    }

    /// The same datestamp.
    public static let same = DatestampWindow(.one)

    /// The datestamp before, from the first one on.
    public static let previous = DatestampWindow(.previous, isClipped: true)

    /// How many datestamps the widest window has.
    public static let lengthLimit = 100_000

    /// Whether it holds exactly one datestamp, wherever it is asked for.
    public var isSingle: Bool {
        switch reach {
        case .one, .containing, .previous, .last(1): true
        case .last, .since, .each: false
        }
    }

    /// Whether it holds the datestamp that it is asked for from, wherever that is.
    public var holdsOwnDatestamp: Bool {
        switch reach {
        case .one, .last, .since: steps.isEmpty
        case .each, .containing, .previous: false
        }
    }

    /// The granularity of the datestamps in it, for one that is asked for from a datestamp of a granularity.
    public func granularity(from granularity: Datestamp.Granularity) -> Datestamp.Granularity {
        switch reach {
        case .each(let other), .containing(let other): other
        case .one, .last, .since, .previous: granularity
        }
    }

    /// The datestamps in it, schedules and time zones aside: matched by name.
    ///
    /// - Throws: a ``DatestampError`` where it leaves the calendar, or makes no sense for such a datestamp.
    public func range(from ds: Datestamp) throws(DatestampError) -> DatestampRange {
        let end = try ds.after(steps)
        switch reach {
        case .one: return DatestampRange(end)
        case .previous: return DatestampRange(try end.previous)
        case .last(let count): return try DatestampRange(from: end.adding(steps: 1 - max(count, 1)), through: end)
        case .since(let unit): return try DatestampRange(from: end.start(of: unit), through: end)
        case .each(let granularity): return end.all(granularity)
        case .containing(let granularity): return DatestampRange(end.truncated(to: granularity))
        }
    }
}

extension DatestampWindow {
    /// The way back: the datestamps whose windows hold `ds`, schedules and time zones aside; `nil` where there are none.
    ///
    /// `up ∈ range(from: down) ⇔ down ∈ readers(of: up)`. As first and last only grow with the datestamp asked for, those
    /// datestamps lie side by side, and both ends are found by halving.
    ///
    /// - Parameter granularity: of the datestamps that are looked for.
    public func readers(of ds: Datestamp, among granularity: Datestamp.Granularity) -> DatestampRange? {
        let count = Datestamp.count(of: granularity)
        // The first whose window does not end before `ds`, and the first whose window begins after it.
        let first = partition(count) { place(of: ds, seenFrom: $0, granularity) == .before }
        let end = partition(count) { place(of: ds, seenFrom: $0, granularity) != .after }
        guard first < end, let oldest = Datestamp(ordinal: first, granularity: granularity),
            let newest = Datestamp(ordinal: end - 1, granularity: granularity)
        else { return nil }
        return try? DatestampRange(from: oldest, through: newest)
    }

    /// Where the window of a datestamp lies, seen from `ds`.
    private enum Place { case before, around, after }

    private func place(of ds: Datestamp, seenFrom ordinal: Int, _ granularity: Datestamp.Granularity) -> Place {
        guard let reader = Datestamp(ordinal: ordinal, granularity: granularity) else { return .after }
        guard let range = try? range(from: reader) else {
            // Outside of the calendar there is nothing: whatever leaves it lies before its beginning, or after its end.
            return reader.year < 5000 ? .before : .after
        }
        return range.last < ds ? .before : range.first > ds ? .after : .around
    }

    /// The first of `count` numbers for which a condition does not hold that holds for all before it.
    private func partition(_ count: Int, _ condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Datestamp {
    /// The datestamp that many steps of its granularity later.
    func adding(steps count: Int) throws(DatestampError) -> Datestamp {
        switch granularity {
        case .month: try adding(count.months)
        case .day: try adding(count.days)
        case .hour: try adding(count.hours)
        }
    }

    /// All datestamps of a finer granularity that lie in it; itself alone, where the granularity is not finer.
    func all(_ granularity: Granularity) -> DatestampRange {
        guard granularity > self.granularity else { return DatestampRange(truncated(to: granularity)) }
        let lastDay = self.granularity == .month ? CivilDate.daysInMonth(year: year, month: month) : day
        let lastHour = granularity == .hour ? 23 : 0
        let first = Datestamp(verifiedYear: year, month: month, day: day, hour: 0, granularity: granularity)
        let last = Datestamp(
            verifiedYear: year, month: month, day: lastDay, hour: lastHour, granularity: granularity)
        return DatestampRange(verifiedFrom: first, through: last)
    }
}
