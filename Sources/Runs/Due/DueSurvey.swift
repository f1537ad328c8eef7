public import CivilTime
public import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// Which ds of which pipelines are due at a moment and not done, held against the record.
///
/// A pipeline's first ds is the start of its schedule. One without a start is looked at from the first ds on that is on record
/// for it, or for its newest ds alone where none is: what was never wanted is not missing.
public struct DueSurvey: Sendable {
    /// A ds of a pipeline that is due and not done.
    public struct Item: Sendable {
        /// The place of the pipeline in the graph.
        public let pipeline: Int
        public let ds: Datestamp
        public let due: Moment
        public let state: DueState
    }

    /// By pipeline and ds.
    public private(set) var items: [Item] = []

    /// The places of the pipelines of which the newest ds alone were looked at.
    public private(set) var cut: [Int] = []

    /// The most ds of a pipeline that are looked at, the newest ones: as many as a range may have.
    public static let limit = 100_000

    /// How many ds are read at a time.
    private static let stride = 500

    /// A pipeline that is looked at, and how far.
    private struct Survey {
        let pipeline: Int
        let schedule: ZonedSchedule
        /// What is due and not looked at yet, oldest first.
        var due: ArraySlice<Datestamp>
        /// Whether it is wanted from here on.
        var isWanted: Bool
    }

    /// Looks at pipelines.
    ///
    /// - Parameters:
    ///   - pipelines: their places in the graph. The machine must have their zones.
    ///   - store: where nothing has run yet, `nil`.
    public init(
        _ pipelines: [Int], of graph: Graph, at now: Moment, in store: (any RunStore)?, _ underWay: RunsUnderWay
    ) async throws(StoreError) {
        let streaks = try await store?.streaks() ?? [:]
        let claims = Dictionary(grouping: underWay.claims.values, by: \.key.ds)
            .mapValues { Dictionary($0.map { ($0.key.task, $0) }, uniquingKeysWith: { first, _ in first }) }
        let surveys = try await DueSurvey.surveys(of: pipelines, graph, now, store)
        cut = surveys.joined().filter { $0.due.count == DueSurvey.limit }.map(\.pipeline).sorted()
        for var surveys in surveys {
            let all = Set(surveys.flatMap(\.due)).sorted()
            for start in Swift.stride(from: 0, to: all.count, by: DueSurvey.stride) {
                let part = all[start..<min(start + DueSurvey.stride, all.count)]
                guard let first = part.first, let last = part.last else { break }
                let records = try await DueSurvey.records(first, last, in: store, graph)
                for index in surveys.indices {
                    while let ds = surveys[index].due.first, ds <= last {
                        surveys[index].due.removeFirst()
                        let pipeline = surveys[index].pipeline
                        let own = records[ds.description]?[pipeline] ?? [:]
                        // The newest is wanted, whatever is on record.
                        if !own.isEmpty || surveys[index].due.isEmpty { surveys[index].isWanted = true }
                        guard surveys[index].isWanted, let moment = surveys[index].schedule.due(ds),
                            let state = DueState(
                                of: pipeline, for: ds, in: graph, records: own, streaks: streaks,
                                claims: claims[ds.description] ?? [:])
                        else { continue }
                        items.append(Item(pipeline: pipeline, ds: ds, due: moment, state: state))
                    }
                }
            }
        }
        items.sort { ($0.pipeline, $0.ds) < ($1.pipeline, $1.ds) }
    }

    /// What is due of pipelines, those with ds of one kind together.
    private static func surveys(
        of pipelines: [Int], _ graph: Graph, _ now: Moment, _ store: (any RunStore)?
    ) async throws(StoreError) -> [[Survey]] {
        let timetable = graph.timetable
        var oldest: [Datestamp.Granularity: Datestamp] = [:]
        for text in try await store?.datestamps(endedBefore: .max, forgetsTasks: true) ?? [] {
            guard let ds = try? Datestamp(text), oldest[ds.granularity] == nil else { continue }
            oldest[ds.granularity] = ds
            if oldest.count == Datestamp.Granularity.allCases.count { break }
        }
        var found: [Datestamp.Granularity: [Survey]] = [:]
        for pipeline in pipelines {
            guard let schedule = timetable[pipeline], let granularity = schedule.calendar.granularity,
                let newest = schedule.newest(dueAt: now)
            else { continue }
            let first = schedule.calendar.first ?? oldest[granularity] ?? newest
            found[granularity, default: []].append(
                Survey(
                    pipeline: pipeline, schedule: schedule, due: due(schedule, from: first, through: newest)[...],
                    isWanted: schedule.calendar.first != nil))
        }
        return Array(found.values)
    }

    /// What a schedule is for between two ds, both included; at least the last.
    private static func due(
        _ schedule: ZonedSchedule, from first: Datestamp, through newest: Datestamp
    ) -> [Datestamp] {
        var found = [newest]
        while found.count < limit, let ds = schedule.previous(before: found[found.count - 1]), ds >= first {
            found.append(ds)
        }
        return found.reversed()
    }

    /// What is on record for the ds from one to another, by ds, pipeline and task.
    private static func records(
        _ first: Datestamp, _ last: Datestamp, in store: (any RunStore)?, _ graph: Graph
    ) async throws(StoreError) -> [String: [Int: [String: TaskRecord]]] {
        var found: [String: [Int: [String: TaskRecord]]] = [:]
        for record in try await store?.records(ds: first.description...last.description) ?? [] {
            guard let index = graph.index(of: record.task), graph.nodes[index].isTask else { continue }
            found[record.ds, default: [:]][graph.nodes[index].pipeline, default: [:]][record.task] = record
        }
        return found
    }
}
