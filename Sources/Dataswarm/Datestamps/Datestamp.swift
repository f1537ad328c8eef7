/// The month, day or hour that a run is for: the day analysed is the day scheduled is the partition written.
///
/// A datestamp is a label of the proleptic Gregorian calendar, year 0001 to 9999. It has no time zone: which moment a
/// day starts at is the business of whoever schedules it.
///
/// Datestamps are ordered as their texts are: by when they start, and of two that start together the coarser first
/// (`2016-04` < `2016-04-01` < `2016-04-01T00`).
public struct Datestamp: Hashable, Comparable, Sendable {
    /// Year (14 bits), month (4), day (5), hour (5) and granularity (2), the most significant first.
    ///
    /// One word, because a graph holds hundreds of thousands of datestamps; in this order, because then comparing the
    /// words compares the datestamps.
    private let packed: UInt32

    /// Takes fields that are known to form a datestamp: `day` is 1 in a month, `hour` is 0 in a month or a day.
    init(verifiedYear year: Int, month: Int, day: Int, hour: Int, granularity: Granularity) {
        let date = UInt32(truncatingIfNeeded: year << 16 | month << 12 | day << 7)
        packed = date | UInt32(truncatingIfNeeded: hour << 2) | granularity.rank
    }

    /// Whether the datestamp names a month, a day or an hour.
    public var granularity: Granularity { Granularity(rank: packed & 0b11) }

    /// The year, 1 to 9999.
    public var year: Int { Int(packed >> 16) }

    /// The month, 1 to 12.
    public var month: Int { Int(packed >> 12 & 0b1111) }

    /// The day of the month, 1 to 31; 1 if the datestamp is a month.
    public var day: Int { Int(packed >> 7 & 0b1_1111) }

    /// The hour, 0 to 23; 0 if the datestamp is a month or a day.
    public var hour: Int { Int(packed >> 2 & 0b1_1111) }

    /// Whether `lhs` starts before `rhs`, or with it and is coarser.
    public static func < (lhs: Datestamp, rhs: Datestamp) -> Bool { lhs.packed < rhs.packed }

    /// The datestamp without the fields finer than a granularity: `2016-04-26T07` truncated to a day is `2016-04-26`.
    ///
    /// One that is as coarse or coarser already is returned as it is: nothing is made up.
    public func truncated(to granularity: Granularity) -> Datestamp {
        guard granularity < self.granularity else { return self }
        let day = granularity == .month ? 1 : day
        return Datestamp(verifiedYear: year, month: month, day: day, hour: 0, granularity: granularity)
    }
}
