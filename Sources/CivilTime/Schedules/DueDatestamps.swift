public import Dataswarm

/// A walk over the datestamps of a schedule that are due from a moment on, oldest first, each with its moment.
public struct DueDatestamps: Sequence, IteratorProtocol, Sendable {
    private let schedule: ZonedSchedule
    private let beginning: Moment
    private var candidate: Datestamp?

    init(_ schedule: ZonedSchedule, from moment: Moment) {
        self.schedule = schedule
        beginning = moment
        guard let granularity = schedule.calendar.granularity else { return }
        // Nothing that begins before this is due so late.
        let earliest = moment + -schedule.calendar.longestWait
        candidate = schedule.zone.datestamp(granularity, at: earliest) ?? Self.first(granularity)
        if let first = schedule.calendar.first, let own = candidate { candidate = Swift.max(first, own) }
    }

    public mutating func next() -> (ds: Datestamp, due: Moment)? {
        while let ds = candidate {
            if let last = schedule.calendar.last, last < ds { break }
            candidate = try? ds.next
            if let due = schedule.due(ds), due >= beginning { return (ds, due) }
        }
        candidate = nil
        return nil
    }

    /// The first datestamp of the calendar.
    private static func first(_ granularity: Datestamp.Granularity) -> Datestamp? {
        let day = try? Datestamp(year: 1, month: 1, day: 1, hour: 0)
        return day?.truncated(to: granularity)
    }
}
