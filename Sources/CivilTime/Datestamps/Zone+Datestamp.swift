public import Dataswarm

/// Which time a datestamp names by the clocks of a zone.
extension Zone {
    /// The time that a datestamp names: from the first moment at which the clocks show its beginning or something later, up
    /// to that of what follows it.
    ///
    /// The datestamps of a granularity so divide all time among them: each moment lies in one. An hour that the clocks
    /// show twice is one datestamp, twice as long. One that they skip is empty.
    public func span(of ds: Datestamp) -> Range<Moment> {
        let start = moment(ofLocal: ds.localStart)
        return start..<max(start, moment(ofLocal: ds.localEnd))
    }

    /// Whether any moment lies in a datestamp: the clocks may skip an hour, and where a zone has gone over the date line a
    /// day.
    public func has(_ ds: Datestamp) -> Bool { !span(of: ds).isEmpty }

    /// The datestamp in whose span a moment lies; `nil` outside of the years 0001 to 9999.
    public func datestamp(_ granularity: Datestamp.Granularity, at moment: Moment) -> Datestamp? {
        let local = local(at: moment)
        let hour = local.dividedFloor(by: 3_600)
        let day = hour.dividedFloor(by: 24)
        guard let date = try? Datestamp(dayNumber: Int(day)) else { return nil }
        var ds = date.truncated(to: granularity)
        if granularity == .hour {
            guard let own = date.hour(Int(hour - day * 24)) else { return nil }
            ds = own
        }
        // Clocks that are set back show an earlier time again, which counts only when they show it first.
        while let next = try? ds.next, self.moment(ofLocal: next.localStart) <= moment { ds = next }
        return ds
    }
}

extension Datestamp {
    /// When it begins on the clocks of any zone, in seconds since 1970-01-01T00:00 on them.
    var localStart: Int64 { (Int64(dayNumber) * 24 + Int64(hour)) * 3_600 }

    /// When what follows it begins.
    var localEnd: Int64 {
        switch granularity {
        case .hour: localStart + 3_600
        case .day: localStart + 86_400
        // The last month of the calendar has none after it, and 31 days.
        case .month: (try? next)?.localStart ?? localStart + 31 * 86_400
        }
    }

    /// An hour of this day.
    fileprivate func hour(_ hour: Int) -> Datestamp? {
        try? Datestamp(year: year, month: month, day: day, hour: hour)
    }
}
