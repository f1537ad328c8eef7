import CivilTime
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
        try datestamps(of: edge.window, on: edge.source, from: ds, ofPipeline: nodes[edge.reader].pipeline)
    }

    /// The same without what is an edge like any other at that ds, and none where they cannot be told: that is a mistake of the
    /// plan, and said there.
    func otherDatestamps(of edge: WindowEdge, from ds: Datestamp) -> [Datestamp] {
        let found = (try? datestamps(of: edge, from: ds)) ?? []
        return upstream[edge.reader].contains(edge.source) ? found.filter { $0 != ds } : found
    }

    /// - Parameter reader: the place of the pipeline that waits.
    func datestamps(
        of window: DatestampWindow, on source: Int, from ds: Datestamp, ofPipeline reader: Int
    ) throws(WindowError) -> [Datestamp] {
        let pipeline = nodes[source].pipeline
        if window.matching == .time { return try datestamps(byTime: window, on: source, from: ds, reader) }
        let range: DatestampRange
        do { range = try window.range(from: ds) } catch {
            // Where the calendar ends, there is nothing to wait for.
            if window.isClipped { return [] }
            throw WindowError(description: error.description)
        }
        let bounds = timetable[pipeline]?.calendar
        let isWithin = [range.first, range.last].allSatisfy { bounds?.isWithin($0) ?? true }
        if window.reach == .previous {
            // The one before of a pipeline of Mondays is the Monday before.
            return isWithin ? timetable.newest(pipeline, through: range.last).map { [$0] } ?? [] : []
        }
        if window.isClipped || isWithin { return range.filter { timetable.has(pipeline, $0) } }
        throw reachesOut(window, range, source)
    }

    /// That a window reaches before the other's first ds, or after its last.
    func reachesOut(_ window: DatestampWindow, _ range: DatestampRange, _ source: Int) -> WindowError {
        let pipeline = nodes[source].pipeline
        let bounds = timetable[pipeline]?.calendar
        let name = pipelines[pipeline].name
        let places = [
            bounds?.first.flatMap { range.first < $0 ? "before the first ds of '\(name)', \($0)" : nil },
            bounds?.last.flatMap { $0 < range.last ? "after the last ds of '\(name)', \($0)" : nil },
        ]
        return WindowError(
            description:
                "waits for '\(nodes[source].fullName)' for \(range), which reaches \(places.compactMap(\.self).joined(separator: ", and ")): write \(window.spelled(of: nodes[source].name)).clipped where there is nothing to wait for."
        )
    }

    /// What a task waits for at other datestamps, as its author writes it: `clean.last(7)`, or `itself at the previous ds`.
    public func waitsElsewhere(of task: Int) -> [String] {
        windows.upstream(of: task).map { edge in
            if edge.window.reach == .previous, edge.source == task { return "itself at the previous ds" }
            let source = nodes[edge.source]
            return edge.window.spelled(of: source.pipeline == nodes[task].pipeline ? source.name : source.fullName)
        }
    }

    /// Tells the datestamps of a window where its outputs are read.
    ///
    /// - Parameter reader: the place of the pipeline that reads.
    func windowSchedule(
        ofPipeline reader: Int
    ) -> @Sendable (String, DatestampWindow, Datestamp) throws(RenderingError) -> [Datestamp] {
        { name, window, ds throws(RenderingError) in
            guard let source = index(of: name) else { return [] }
            do throws(WindowError) {
                return try datestamps(of: window, on: source, from: ds, ofPipeline: reader)
            } catch {
                throw RenderingError(error.description)
            }
        }
    }

    /// The datestamps at which a task waits for another at `ds`, oldest first; where they cannot be told, there are none.
    public func readers(of edge: WindowEdge, at ds: Datestamp) -> [Datestamp] {
        // What the other does not have, nobody waits for.
        guard timetable.has(nodes[edge.source].pipeline, ds) else { return [] }
        let pipeline = nodes[edge.reader].pipeline
        let granularity = pipelines[pipeline].schedule.granularity ?? edge.readerGranularity(of: ds)
        if edge.window.matching == .time { return readers(byTime: edge, at: ds, granularity) }
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
