/// A stretch of time in which a zone's clocks keep one distance from UTC.
struct ZoneSegment: Hashable, Sendable {
    /// When it begins, in seconds since 1970; the smallest number for the first one.
    let start: Int64
    /// What is added to UTC, in seconds.
    let offset: Int64
}
