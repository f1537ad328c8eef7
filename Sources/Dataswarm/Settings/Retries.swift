/// How often a failed attempt is repeated, after how long, and after which failures.
public struct Retries: Hashable, Sendable {
    /// The most attempts beyond the first.
    public var limit: Int
    /// The pause before each.
    public var backoff: Backoff
    /// The failures that they are for; any other is final at once.
    public var causes: Set<RetryCause>

    public init(limit: Int, backoff: Backoff, causes: Set<RetryCause> = RetryCause.all) {
        self.limit = limit
        self.backoff = backoff
        self.causes = causes
    }

    /// A failed attempt is final.
    public static let never = Retries(limit: 0, backoff: .none)

    /// At most `limit` attempts beyond the first, at once unless a backoff is given.
    ///
    /// - Parameters:
    ///   - limit: from 0 to 10,000.
    ///   - backoff: the pause before each; none unless told.
    ///   - causes: the failures that they are for, such as `[.timeout, .exitCode(75)]`; all unless told. Any other failure
    ///     is final at once.
    public static func upTo(
        _ limit: Int, backoff: Backoff = .none, on causes: Set<RetryCause> = RetryCause.all
    ) -> Retries {
        Retries(limit: limit, backoff: backoff, causes: causes)
    }
}

/// `retries: 3` is `.upTo(3)`, as `--setting retries=3` is.
extension Retries: ExpressibleByIntegerLiteral {
    public init(integerLiteral limit: Int) { self = .upTo(limit) }
}

/// The pause before a retry.
public struct Backoff: Hashable, Sendable {
    /// The pause before the first retry.
    public var first: Duration
    /// What each further pause is multiplied by.
    public var factor: Double
    /// The longest pause, before jitter.
    public var cap: Duration
    /// How much of the pause is left to chance, from 0 to 1: at 0.2 it lies between 80 % and 120 %.
    public var jitter: Double

    public init(first: Duration, factor: Double, cap: Duration, jitter: Double) {
        self.first = first
        self.factor = factor
        self.cap = cap
        self.jitter = jitter
    }

    /// No pause.
    public static let none = Backoff.fixed(.zero)

    /// The same pause before each retry.
    public static func fixed(_ pause: Duration, jitter: Double = 0) -> Backoff {
        Backoff(first: pause, factor: 1, cap: pause, jitter: jitter)
    }

    /// A pause that doubles with each retry.
    ///
    /// - Parameters:
    ///   - first: the pause before the first retry.
    ///   - factor: what each further pause is multiplied by; 2 unless told.
    ///   - cap: the longest pause; an hour unless told.
    ///   - jitter: how much is left to chance, from 0 to 1.
    public static func exponential(
        from first: Duration, factor: Double = 2, cap: Duration = .hours(1), jitter: Double = 0
    ) -> Backoff {
        Backoff(first: first, factor: factor, cap: cap, jitter: jitter)
    }

    /// The pause before a retry.
    ///
    /// - Parameters:
    ///   - retry: 1 before the first retry.
    ///   - chance: from 0 to 1, where the pause lies within the jitter.
    public func pause(beforeRetry retry: Int, chance: Double) -> Duration {
        let limit = min(max(cap.secondsAsDouble, 0), Backoff.longest)
        var seconds = max(first.secondsAsDouble, 0)
        // A loop that stops at the cap, not a power: it needs no mathematics library and cannot overflow.
        for _ in 1..<max(retry, 2) where retry > 1 && seconds < limit { seconds *= max(factor, 1) }
        seconds = min(seconds, limit)
        let swing = min(max(jitter, 0), 1) * (2 * min(max(chance, 0), 1) - 1)
        return .milliseconds(Int64(seconds * (1 + swing) * 1000))
    }

    /// A year, in seconds: more than any schedule waits, and far from overflowing.
    private static let longest: Double = 366 * 86_400
}
