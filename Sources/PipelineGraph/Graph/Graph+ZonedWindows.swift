import CivilTime
import Dataswarm

/// Windows that reach over time zones and are matched by time: the hours of UTC that begin in a day of Berlin.
extension Graph {
    /// The datestamps at which a task waits for another; see ``datestamps(of:from:)``.
    ///
    /// - Parameter reader: the place of the pipeline that waits.
    func datestamps(
        byTime window: DatestampWindow, on source: Int, from ds: Datestamp, _ reader: Int
    ) throws(WindowError) -> [Datestamp] {
        let pipeline = nodes[source].pipeline
        let seenFrom: Datestamp
        do { seenFrom = try ds.after(window.steps) } catch {
            if window.isClipped { return [] }
            throw WindowError(description: error.description)
        }
        let (own, other) = (zone(of: reader), zone(of: pipeline))
        let found: [Datestamp] =
            switch window.reach {
            case .each(let granularity): DatestampNesting(of: other, in: own).datestamps(granularity, in: seenFrom)
            case .containing(let granularity):
                DatestampNesting(of: own, in: other).datestamp(granularity, of: seenFrom).map { [$0] } ?? []
            case .one, .last, .since, .previous: []
            }
        let bounds = timetable[pipeline]?.calendar
        if !window.isClipped, let first = found.first, let last = found.last,
            !(bounds?.isWithin(first) ?? true) || !(bounds?.isWithin(last) ?? true),
            let range = try? DatestampRange(from: first, through: last)
        {
            throw reachesOut(window, range, source)
        }
        return found.filter { timetable.has(pipeline, $0) }
    }

    /// The way back; see ``readers(of:at:)``.
    func readers(byTime edge: WindowEdge, at ds: Datestamp, _ granularity: Datestamp.Granularity) -> [Datestamp] {
        let reader = nodes[edge.reader].pipeline
        let (own, other) = (zone(of: reader), zone(of: nodes[edge.source].pipeline))
        let seenFrom: [Datestamp] =
            switch edge.window.reach {
            case .each: DatestampNesting(of: other, in: own).datestamp(granularity, of: ds).map { [$0] } ?? []
            case .containing: DatestampNesting(of: own, in: other).datestamps(granularity, in: ds)
            case .one, .last, .since, .previous: []
            }
        let steps = DatestampWindow(.one, from: edge.window.steps)
        return seenFrom.flatMap { end in
            (steps.readers(of: end, among: granularity).map(Array.init) ?? []).filter { timetable.has(reader, $0) }
        }
    }

    private func zone(of pipeline: Int) -> Zone { timetable[pipeline]?.zone ?? .utc }
}
