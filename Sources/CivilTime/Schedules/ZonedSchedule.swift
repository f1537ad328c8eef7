public import Dataswarm

/// A schedule and the rules of its zone: which datestamps it is for, and at which moment each is due.
///
/// All of it is a pure function of the two. Each datestamp is due exactly once: however time is cut into pieces, it is due in one
/// of them. What the zone's clocks skip, an hour or a day, is none of its datestamps.
public struct ZonedSchedule: Sendable {
    /// The datestamps by the calendar alone.
    public let calendar: ScheduledDatestamps
    public let zone: Zone

    /// - Parameters:
    ///   - schedule: read once, here.
    ///   - zone: that which the schedule names.
    /// - Returns: nil where something is wrong with the schedule.
    public init?(_ schedule: Schedule, in zone: Zone) {
        guard let calendar = ScheduledDatestamps(schedule) else { return nil }
        self.calendar = calendar
        self.zone = zone
    }

    /// Whether the schedule is for a datestamp.
    public func includes(_ ds: Datestamp) -> Bool {
        calendar.includes(ds) && (zone.isUniform || zone.has(ds))
    }

    /// The moment from which on a datestamp may run; nil for one that the schedule does not include.
    public func due(_ ds: Datestamp) -> Moment? {
        guard includes(ds) else { return nil }
        let civil = calendar.due(ds)
        return zone.moment(ofLocal: civil.seconds) + civil.delay
    }

    /// The datestamps that are due in a stretch of time, oldest first.
    public func datestamps(dueBetween moments: Range<Moment>) -> [Datestamp] {
        var found: [Datestamp] = []
        for (ds, due) in datestamps(dueFrom: moments.lowerBound) {
            if due >= moments.upperBound { break }
            found.append(ds)
        }
        return found
    }

    /// All datestamps that are due at a moment or later, oldest first, each with its moment, found one by one.
    public func datestamps(dueFrom moment: Moment) -> DueDatestamps {
        DueDatestamps(self, from: moment)
    }

    /// The newest datestamp that is due at a moment; nil where there is none yet.
    public func newest(dueAt moment: Moment) -> Datestamp? {
        guard let granularity = calendar.granularity, var ds = zone.datestamp(granularity, at: moment) else {
            return nil
        }
        if let last = calendar.last { ds = min(ds, last) }
        while true {
            if let due = due(ds), due <= moment { return ds }
            if let first = calendar.first, ds <= first { return nil }
            guard let previous = try? ds.previous else { return nil }
            ds = previous
        }
    }

    /// The next datestamp that the schedule includes; nil where there is none.
    public func next(after ds: Datestamp) -> Datestamp? {
        guard let granularity = calendar.granularity, ds.granularity == granularity else { return nil }
        var next = try? ds.next
        if let first = calendar.first, let candidate = next { next = max(first, candidate) }
        while let candidate = next, calendar.last.map({ candidate <= $0 }) ?? true {
            if includes(candidate) { return candidate }
            next = try? candidate.next
        }
        return nil
    }

    /// The datestamp before that the schedule includes, which for a schedule of Mondays is the Monday before; nil where there
    /// is none.
    public func previous(before ds: Datestamp) -> Datestamp? {
        guard let granularity = calendar.granularity, ds.granularity == granularity else { return nil }
        var previous = try? ds.previous
        if let last = calendar.last, let candidate = previous { previous = min(last, candidate) }
        while let candidate = previous, calendar.first.map({ candidate >= $0 }) ?? true {
            if includes(candidate) { return candidate }
            previous = try? candidate.previous
        }
        return nil
    }
}
