/// A time zone: how its clocks stand at any moment.
struct ZoneTime: Sendable {
    /// What is on record, the earliest first.
    let segments: [ZoneSegment]
    /// What holds after the last change on record; `nil` where that change was the last.
    let rule: ZoneRule?

    static let utc = ZoneTime(segments: [ZoneSegment(start: .min, offset: 0)], rule: nil)

    /// The first moment at which the zone's clocks show a local time or a later one, in seconds since 1970.
    ///
    /// For a time that the clocks skip that is the moment of the change, and for one that they show twice the first.
    ///
    /// - Parameter local: seconds since 1970-01-01T00:00 on the zone's clocks.
    func moment(ofLocal local: Int64) -> Int64 {
        // No clock is more than a day or so away from UTC, and a rule may reach over a week.
        let week: Int64 = 604_800
        let known = segments + (rule?.segments(around: local, after: segments[segments.count - 1].start) ?? [])
        for (index, segment) in known.enumerated() {
            let end = index + 1 < known.count ? known[index + 1].start : .max
            guard end > local - week else { continue }
            let moment = max(segment.start, local - segment.offset)
            if moment < end { return moment }
        }
        return local
    }
}
