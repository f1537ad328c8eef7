import Dataswarm
import PipelineGraph

/// What a run is still to take up, in this order.
///
/// A range stays a range: what comes last of 100,000 datestamps costs no more than the ds itself.
struct PendingParts: Sendable {
    /// One ds of a request.
    struct Part: Sendable {
        let planner: RequestPlanner
        let ds: Datestamp
        /// What an earlier process has done of it in this run.
        let earlier: EarlierWork?
    }

    /// Datestamps of one request.
    private struct Stretch: Sendable {
        let planner: RequestPlanner
        var datestamps: ArraySlice<Datestamp>
        let earlier: EarlierWork?
    }

    private var stretches: ArraySlice<Stretch> = []

    init() {}

    init(_ planner: RequestPlanner, _ datestamps: [Datestamp]) { append(planner, datestamps[...], after: nil) }

    var isEmpty: Bool { stretches.isEmpty }

    var datestamps: [Datestamp] { stretches.flatMap(\.datestamps) }

    var first: Part? {
        guard let stretch = stretches.first, let ds = stretch.datestamps.first else { return nil }
        return Part(planner: stretch.planner, ds: ds, earlier: stretch.earlier)
    }

    mutating func popFirst() -> Part? {
        guard let first else { return nil }
        stretches[stretches.startIndex].datestamps.removeFirst()
        if stretches[stretches.startIndex].datestamps.isEmpty { stretches.removeFirst() }
        return first
    }

    mutating func append(_ planner: RequestPlanner, _ ds: Datestamp, after earlier: EarlierWork) {
        append(planner, [ds], after: earlier)
    }

    private mutating func append(_ planner: RequestPlanner, _ datestamps: ArraySlice<Datestamp>, after: EarlierWork?) {
        if datestamps.isEmpty { return }
        stretches.append(Stretch(planner: planner, datestamps: datestamps, earlier: after))
    }

    /// Puts all datestamps of a request before everything else.
    mutating func putFirst(_ planner: RequestPlanner) {
        let first = PendingParts(planner, planner.datestamps)
        stretches = first.stretches + stretches
    }

    /// Puts the first ds that is among some before everything else.
    ///
    /// - Returns: whether there is one.
    mutating func bringForward(_ wanted: Set<String>) -> Bool {
        for place in stretches.indices {
            let stretch = stretches[place]
            guard let found = stretch.datestamps.firstIndex(where: { wanted.contains($0.description) }) else {
                continue
            }
            let ds = stretches[place].datestamps.remove(at: found)
            if stretches[place].datestamps.isEmpty { stretches.remove(at: place) }
            stretches.insert(
                Stretch(planner: stretch.planner, datestamps: [ds], earlier: stretch.earlier), at: stretches.startIndex)
            return true
        }
        return false
    }
}
