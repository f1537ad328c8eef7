/// How a zone's clocks are changed every year: a POSIX `TZ` text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Hashable, Sendable {
    /// What is added to UTC, in seconds.
    let standard: Int64
    let summer: Summer?

    struct Summer: Hashable, Sendable {
        let offset: Int64
        let start: ZoneRuleDate
        let end: ZoneRuleDate
    }

    /// The segments around a local time, from the rule's beginning on.
    ///
    /// - Parameter beginning: the last change on record, from which the rule is in force.
    func segments(around local: Int64, after beginning: Int64) -> [ZoneSegment] {
        guard let summer else { return [] }
        let year = ZoneRuleDate.year(ofDay: local.dividedFloor(by: 86_400))
        var changes: [ZoneSegment] = []
        for year in (year - 1)...(year + 1) {
            // The hour of a change is read off the clocks that are about to be changed.
            changes.append(ZoneSegment(start: summer.start.seconds(in: year) - standard, offset: summer.offset))
            changes.append(ZoneSegment(start: summer.end.seconds(in: year) - summer.offset, offset: standard))
        }
        // Where summer time is all the year, it ends and begins at one moment, and the beginning counts.
        changes.sort { ($0.start, $0.offset == standard ? 0 : 1) < ($1.start, $1.offset == standard ? 0 : 1) }
        return changes.filter { $0.start > beginning }
    }
}

extension Int64 {
    /// The quotient rounded towards the past, for times before 1970.
    func dividedFloor(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
