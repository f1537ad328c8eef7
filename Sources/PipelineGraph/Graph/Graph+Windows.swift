public import Dataswarm

/// Why the datestamps of a window cannot be told, as a sentence.
public struct WindowError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}

extension Graph {
    /// The datestamps at which a task waits for another, oldest first: those of the window for which the other is scheduled.
    ///
    /// - Throws: where the window holds a datestamp for which it is not, and is not clipped.
    public func datestamps(of edge: WindowEdge, from ds: Datestamp) throws(WindowError) -> [Datestamp] {
        try datestamps(of: edge.window, on: edge.source, from: ds)
    }

    func datestamps(
        of window: DatestampWindow, on source: Int, from ds: Datestamp
    ) throws(WindowError) -> [Datestamp] {
        let pipeline = nodes[source].pipeline
        let range: DatestampRange
        do { range = try window.range(from: ds) } catch {
            // Where the calendar ends, there is nothing to wait for.
            if window.isClipped { return [] }
            throw WindowError(description: error.description)
        }
        let bounds = bounds[pipeline]
        if window.reach == .previous {
            // The one before of a pipeline of Mondays is the Monday before.
            return bounds.contains(range) ? timetable.newest(pipeline, through: range.last).map { [$0] } ?? [] : []
        }
        if window.isClipped || bounds.contains(range) { return range.filter { timetable.has(pipeline, $0) } }
        let name = nodes[source].fullName
        let place =
            bounds.first.map { range.first < $0 } ?? false
            ? "before the first ds of '\(pipelines[nodes[source].pipeline].name)', \(bounds.first!)"
            : "after the last ds of '\(pipelines[nodes[source].pipeline].name)', \(bounds.last!)"
        throw WindowError(
            description:
                "waits for '\(name)' for \(range), which reaches \(place): write \(window.spelled(of: nodes[source].name)).clipped where there is nothing to wait for."
        )
    }

    /// Tells the datestamps of a window where its outputs are read.
    var windowSchedule: @Sendable (String, DatestampWindow, Datestamp) throws(RenderingError) -> [Datestamp] {
        { name, window, ds throws(RenderingError) in
            guard let source = index(of: name) else { return [] }
            do throws(WindowError) { return try datestamps(of: window, on: source, from: ds) } catch {
                throw RenderingError(error.description)
            }
        }
    }

    /// The datestamps at which a task waits for another at `ds`, oldest first; where they cannot be told, there are none.
    public func readers(of edge: WindowEdge, at ds: Datestamp) -> [Datestamp] {
        let pipeline = nodes[edge.reader].pipeline
        let granularity = pipelines[pipeline].schedule.granularity ?? edge.readerGranularity(of: ds)
        guard let range = edge.window.readers(of: ds, among: granularity) else { return [] }
        guard edge.window.reach == .previous else { return range.filter { timetable.has(pipeline, $0) } }
        // It is the one before for all that come before the next one.
        var found: [Datestamp] = []
        var next: Datestamp? = range.first
        while let reader = next, (try? datestamps(of: edge, from: reader)) == [ds] {
            if timetable.has(pipeline, reader) { found.append(reader) }
            next = try? reader.next
        }
        return found
    }
}

extension WindowEdge {
    /// The granularity of a reader that has no schedule, and so has that of whoever it is run for.
    fileprivate func readerGranularity(of ds: Datestamp) -> Datestamp.Granularity {
        Datestamp.Granularity.allCases.first { window.granularity(from: $0) == ds.granularity } ?? ds.granularity
    }
}

/// The first and the last datestamp of a schedule, as far as it has them.
struct ScheduleBounds: Sendable {
    let first: Datestamp?
    let last: Datestamp?

    init(_ schedule: Schedule) {
        first = schedule.start.flatMap { try? Datestamp($0) }
        last = schedule.end.flatMap { try? Datestamp($0) }
    }

    func contains(_ ds: Datestamp) -> Bool {
        if let first, ds < first { return false }
        if let last, ds > last { return false }
        return true
    }

    func contains(_ range: DatestampRange) -> Bool { contains(range.first) && contains(range.last) }
}
