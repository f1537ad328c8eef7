extension Duration {
    /// So many minutes of 60 seconds.
    public static func minutes(_ count: Int) -> Duration { .seconds(count) * 60 }
    /// So many hours of 60 minutes.
    public static func hours(_ count: Int) -> Duration { .seconds(count) * 3_600 }
    /// So many days of 24 hours.
    public static func days(_ count: Int) -> Duration { .seconds(count) * 86_400 }

    /// The length in seconds.
    public var secondsAsDouble: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// The length in whole milliseconds, rounded down, and cut to what 64 bits can say.
    public var wholeMilliseconds: Int64 {
        let (product, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000)
        if overflow { return components.seconds < 0 ? .min : .max }
        let (sum, more) = product.addingReportingOverflow(components.attoseconds / 1_000_000_000_000_000)
        return more ? (product < 0 ? .min : .max) : sum
    }
}
