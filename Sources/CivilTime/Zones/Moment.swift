/// A moment, the same everywhere, to the second.
public struct Moment: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00 UTC, negative before it. Leap seconds are not counted, as no clock here does.
    public let seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The moment at or before a number of milliseconds, which is what clocks and records count.
    public init(milliseconds: Int64) {
        seconds = milliseconds.dividedFloor(by: 1_000)
    }

    /// Milliseconds since 1970-01-01T00:00 UTC.
    public var milliseconds: Int64 { seconds * 1_000 }

    public static func < (lhs: Moment, rhs: Moment) -> Bool { lhs.seconds < rhs.seconds }

    public static func + (moment: Moment, seconds: Int64) -> Moment { Moment(seconds: moment.seconds + seconds) }
}
