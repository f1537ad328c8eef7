/// A time zone: how its clocks stand at any moment.
public struct Zone: Hashable, Sendable {
    /// What is on record, the earliest first.
    let segments: [ZoneSegment]
    /// What holds after the last change on record; `nil` where that change was the last.
    let rule: ZoneRule?

    /// The one zone that needs no table.
    public static let utc = Zone(segments: [ZoneSegment(start: .min, offset: 0)], rule: nil)

    /// Whether its clocks are never changed.
    public var isUniform: Bool { segments.count == 1 && rule?.summer == nil }

    /// The first moment at which the zone's clocks show a local time or a later one.
    ///
    /// For a time that the clocks skip that is the moment of the change, and for one that they show twice the first. So a
    /// later local time never has an earlier moment.
    ///
    /// - Parameter local: seconds since 1970-01-01T00:00 on the zone's clocks.
    public func moment(ofLocal local: Int64) -> Moment {
        let known = segments(around: local)
        for (index, segment) in known.enumerated() {
            let end = index + 1 < known.count ? known[index + 1].start : .max
            let moment = max(segment.start, local - segment.offset)
            if moment < end { return Moment(seconds: moment) }
        }
        return Moment(seconds: local)
    }

    /// What the zone's clocks show at a moment, in seconds since 1970-01-01T00:00 on them.
    public func local(at moment: Moment) -> Int64 {
        let segment = segments(around: moment.seconds).last { $0.start <= moment.seconds }
        return moment.seconds + (segment?.offset ?? 0)
    }

    /// The segments that matter within a week of a time, be it local or universal.
    private func segments(around time: Int64) -> [ZoneSegment] {
        // No clock is more than a day or so away from UTC, and a rule may reach over a week.
        let week: Int64 = 604_800
        let first = lastIndex(startingBy: time - week)
        let last = lastIndex(startingBy: time + week)
        let recorded = segments[first...last]
        guard let rule, last == segments.count - 1 else { return Array(recorded) }
        return recorded + rule.segments(around: time, after: segments[last].start)
    }

    /// The place of the last segment that has begun at a time; the first where none has.
    private func lastIndex(startingBy time: Int64) -> Int {
        var (low, high) = (0, segments.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if segments[middle].start <= time { low = middle } else { high = middle }
        }
        return low
    }
}
