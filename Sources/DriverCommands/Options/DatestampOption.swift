import CivilTime
import Dataswarm
import PipelineGraph
import Runs

/// The text of `--ds`: a datestamp or a range, either end of which may be a word such as `yesterday`.
struct DatestampOption {
    private enum End {
        case fixed(Datestamp)
        case relative(RelativeDatestamp, word: String)
    }

    private let text: String
    private let first: End
    private let last: End

    /// Reads the text.
    ///
    /// - Throws: a ``DriverError`` where it is none of these, or a range of too many.
    init(_ text: String) throws {
        self.text = text
        let dots = text.firstTwoDots
        let ends = dots.map { [text[..<$0.lowerBound], text[$0.upperBound...]] } ?? [text[...]]
        if ends.contains(where: { RelativeDatestamp($0) != nil }) {
            first = try DatestampOption.end(ends[0])
            last = try DatestampOption.end(ends[ends.count - 1])
            return
        }
        if let slip = ends.first(where: { $0.first?.isLetter ?? false }) { throw DatestampOption.unknown(slip) }
        let range = try OptionText.range(text)
        (first, last) = (.fixed(range.first), .fixed(range.last))
    }

    /// Reads the text of an option that names one datestamp and no range.
    init(single text: String) throws {
        if RelativeDatestamp(text) == nil, !(text.first?.isLetter ?? false) { _ = try OptionText.datestamp(text) }
        guard text.firstTwoDots == nil else {
            throw DriverError(.usage, "--ds \(text.printable): one datestamp belongs here, and no range.")
        }
        try self.init(text)
    }

    /// Whether it depends on the time and a zone.
    var isRelative: Bool {
        if case (.fixed, .fixed) = (first, last) { return false }
        return true
    }

    /// The datestamps that are meant.
    ///
    /// - Parameter pipelines: those that are meant, by whose clocks a word is taken.
    /// - Throws: a ``DriverError`` where these go by the clocks of different zones, or the ends make no range.
    func range(in graph: @autoclosure () async throws -> Graph, for pipelines: (Graph) throws -> [Int]) async throws
        -> DatestampRange
    {
        guard isRelative else { return try OptionText.range(text) }
        let graph = try await graph()
        let now = Moment(milliseconds: MachineClock().wallTime)
        return try range(in: graph, for: try pipelines(graph), at: now)
    }

    /// The same at a given moment.
    func range(in graph: Graph, for pipelines: [Int], at now: Moment) throws -> DatestampRange {
        let first = try datestamp(first, in: graph, pipelines, now)
        let last = try datestamp(last, in: graph, pipelines, now)
        let range: DatestampRange
        do throws(DatestampError) { range = try DatestampRange(from: first, through: last) } catch {
            throw DriverError(.usage, "--ds \(text.printable): \(error.description)")
        }
        return try OptionText.limited(range)
    }

    private func datestamp(_ end: End, in graph: Graph, _ pipelines: [Int], _ now: Moment) throws -> Datestamp {
        switch end {
        case .fixed(let ds): return ds
        case .relative(let relative, let word):
            let zone = try zone(of: pipelines, relative.granularity, in: graph, word)
            guard let ds = relative.datestamp(at: now, in: zone) else {
                throw DriverError(.usage, "--ds \(word): it lies outside of the years 0001 to 9999.")
            }
            return ds
        }
    }

    /// The one zone by whose clocks the pipelines go that have such datestamps, or all of them where none has.
    private func zone(
        of pipelines: [Int], _ granularity: Datestamp.Granularity, in graph: Graph, _ word: String
    ) throws -> Zone {
        let same = pipelines.filter { graph.pipelines[$0].schedule.granularity == granularity }
        var known: (pipeline: PipelineNode, zone: Zone)?
        for index in same.isEmpty ? pipelines : same {
            let pipeline = graph.pipelines[index]
            let zone = try graph.zone(ofPipeline: index)
            guard let other = known else {
                known = (pipeline, zone)
                continue
            }
            if zone != other.zone {
                throw DriverError(
                    .usage,
                    "--ds \(word): '\(other.pipeline.name)' goes by the clocks of \(other.pipeline.schedule.timeZone), and '\(pipeline.name)' by those of \(pipeline.schedule.timeZone): name pipelines of one zone, or write the ds."
                )
            }
        }
        return known?.zone ?? .utc
    }

    private static func end(_ text: Substring) throws -> End {
        if let relative = RelativeDatestamp(text) { return .relative(relative, word: String(text)) }
        if text.first?.isLetter ?? false { throw unknown(text) }
        return .fixed(try OptionText.datestamp(String(text)))
    }

    private static func unknown(_ text: Substring) -> DriverError {
        let question = NearMiss.question(for: String(text), among: RelativeDatestamp.words)
        return DriverError(
            .usage,
            "--ds: '\(String(text).printable)' is neither a datestamp, such as 2016-04-26, nor a word for one: write \(RelativeDatestamp.words.joined(separator: ", ")), or one with a distance, such as now-1h or today-7d.\(question)"
        )
    }
}

extension String {
    /// The first two dots in a row.
    fileprivate var firstTwoDots: Range<Index>? {
        var rest = self[...]
        while let dot = rest.firstIndex(of: ".") {
            let next = index(after: dot)
            if next < endIndex, self[next] == "." { return dot..<index(after: next) }
            rest = self[next...]
        }
        return nil
    }
}

/// Whose datestamps a word names.
extension Graph {
    /// The pipelines of what selectors name, or where they name nothing those that a plain `--ds` may take.
    func pipelines(only: [String], excluding excluded: [String] = []) throws -> [Int] {
        // What is on record is not known yet, and need not be: the pipelines are the same.
        let named = only.contains { $0.contains("state:") } ? [] : only
        let selection = try Selection(only: named, excluding: excluded.filter { !$0.contains("state:") }, in: self)
        let pipelines = Set(selection.tasks.map { nodes[$0].pipeline }).sorted()
        guard named.isEmpty else { return pipelines }
        let scheduled = pipelines.filter { self.pipelines[$0].schedule.cadence != .never }
        return scheduled.isEmpty ? pipelines : scheduled
    }
}
