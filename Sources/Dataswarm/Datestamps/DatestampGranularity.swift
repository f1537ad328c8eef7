extension Datestamp {
    /// How long a stretch of time a datestamp names; a coarser granularity is the smaller.
    public enum Granularity: String, Sendable, CaseIterable, Comparable {
        /// A calendar month: `2016-04`.
        case month
        /// A day: `2016-04-26`.
        case day
        /// An hour: `2016-04-26T07`.
        case hour

        /// Whether `lhs` is coarser than `rhs`.
        public static func < (lhs: Granularity, rhs: Granularity) -> Bool { lhs.rank < rhs.rank }
    }
}

extension Datestamp.Granularity {
    /// The place in the order from coarse to fine, 0 to 2.
    var rank: UInt32 {
        switch self {
        case .month: 0
        case .day: 1
        case .hour: 2
        }
    }

    /// The granularity at a place in the order from coarse to fine, 0 to 2.
    init(rank: UInt32) {
        switch rank {
        case 0: self = .month
        case 1: self = .day
        default: self = .hour
        }
    }

    /// The granularity as a sentence speaks of one: "a day".
    public var withArticle: String {
        switch self {
        case .month: "a month"
        case .day: "a day"
        case .hour: "an hour"
        }
    }

    /// Any datestamp of the granularity, for sentences and trials: `2016-04`, `2016-04-26`, `2016-04-26T07`.
    public var example: Datestamp {
        Datestamp(verifiedYear: 2016, month: 4, day: 26, hour: 7, granularity: .hour).truncated(to: self)
    }

    /// The granularity with an example to copy: "a day (2016-04-26)".
    var withExample: String { "\(withArticle) (\(example))" }
}
