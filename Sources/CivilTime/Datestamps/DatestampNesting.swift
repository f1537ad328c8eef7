public import Dataswarm

/// How finer datestamps of one zone lie in coarser ones of another or the same: which hours a day has, and which day an
/// hour belongs to.
///
/// A finer one belongs to the coarser one in which it begins, so that it belongs to exactly one. The hours of UTC that lie
/// in a day of Berlin are 23, 24 or 25. Of Berlin's own hours a day has 23 when the clocks skip one, which then belongs to
/// nothing, and 24 when they show one twice: that is one datestamp, twice as long.
public struct DatestampNesting: Hashable, Sendable {
    /// The zone by whose clocks the finer datestamps are named.
    public let inner: Zone

    /// The zone by whose clocks the coarser datestamps are named.
    public let outer: Zone

    public init(of inner: Zone, in outer: Zone) {
        self.inner = inner
        self.outer = outer
    }

    /// The datestamps of a granularity that lie in another one, oldest first.
    ///
    /// - Parameters:
    ///   - granularity: as fine as the datestamp or finer; of a coarser one none lies in it.
    ///   - ds: by the clocks of the outer zone. Where they skip it, nothing lies in it.
    public func datestamps(_ granularity: Datestamp.Granularity, in ds: Datestamp) -> [Datestamp] {
        let span = outer.span(of: ds)
        guard granularity >= ds.granularity, !span.isEmpty else { return [] }
        var found: [Datestamp] = []
        var next = inner.datestamp(granularity, at: span.lowerBound)
        while let candidate = next {
            let own = inner.span(of: candidate)
            if own.lowerBound >= span.upperBound { break }
            if !own.isEmpty, own.lowerBound >= span.lowerBound { found.append(candidate) }
            next = try? candidate.next
        }
        return found
    }

    /// The datestamp of a granularity in which another one lies: the inverse of ``datestamps(_:in:)``.
    ///
    /// - Parameters:
    ///   - granularity: as coarse as the datestamp or coarser; in a finer one it does not lie.
    ///   - ds: by the clocks of the inner zone.
    /// - Returns: `nil` where the clocks skip the datestamp, and outside of the years 0001 to 9999.
    public func datestamp(_ granularity: Datestamp.Granularity, of ds: Datestamp) -> Datestamp? {
        let span = inner.span(of: ds)
        guard granularity <= ds.granularity, !span.isEmpty else { return nil }
        return outer.datestamp(granularity, at: span.lowerBound)
    }
}
