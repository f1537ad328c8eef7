public import Dataswarm
public import PipelineEngine
public import PipelineGraph
public import PipelineRecord

/// A request, read and held against a graph: makes the plan of each ds that it is about.
public struct RequestPlanner: Sendable {
    public let request: RunRequest
    public let graph: Graph
    public let range: DatestampRange
    public let failureMode: FailureMode
    private let upstream: UpstreamMode
    private let overrides: Settings

    /// - Throws: ``PlanError`` where the request cannot be understood.
    public init(_ request: RunRequest, of graph: Graph) throws(PlanError) {
        self.request = request
        self.graph = graph
        do throws(DatestampError) { range = try DatestampRange(request.ds) } catch {
            throw PlanError(.datestamp, "--ds: \(error.description)")
        }
        guard let upstream = UpstreamMode(rawValue: request.upstream),
            let failureMode = FailureMode(rawValue: request.onFailure)
        else { throw PlanError(.request, "the request is of another release: ask for the run again.") }
        self.upstream = upstream
        self.failureMode = failureMode
        overrides = try SettingOverrides.parse(request.settings, in: graph)
    }

    /// Makes the plan of a ds. Pure: what is on record is given.
    ///
    /// - Throws: ``PlanError``, or ``SelectorError``.
    public func plan(_ ds: Datestamp, _ record: DatestampRecord) throws -> PlannedPart {
        let choice = try choose(ds, record)
        var plan = PlanRequest(ds: ds, selection: choice.selection)
        plan.force = request.force
        plan.earlier = record.earlier
        plan.upstream = upstream
        plan.parameters = request.parameters
        plan.overrides = overrides
        plan.claims = record.claims
        let made = try Plan(
            graph, plan, records: record.tasks, streaks: record.streaks, live: record.leftovers,
            previousState: { record.previous[$0]?.state })
        var notices = choice.notices
        for item in made.items where item.resource?.isLeftover ?? false {
            if case .run(.leftOver(let run)) = item.decision {
                notices.append(.leftover(resource: item.subject, run: run))
            }
        }
        notices += made.warnings.map(RunNotice.warning)
        return PlannedPart(ds: ds, plan: made, underWay: record.underWay, notices: notices)
    }

    /// Makes the plan that destroys what another run has left of a resource, and does nothing else.
    func planClearing(of resource: String, _ ds: Datestamp, _ record: DatestampRecord) throws(PlanError) -> PlannedPart
    {
        var plan = PlanRequest(ds: ds, selection: Selection([], in: graph))
        plan.parameters = request.parameters
        plan.overrides = overrides
        let left = record.leftovers.filter { $0.name == resource }
        let made = try Plan(graph, plan, records: record.tasks, live: left)
        return PlannedPart(ds: ds, plan: made, underWay: record.underWay, notices: [])
    }

    /// What is said where nothing is selected, and nothing is wrong with that; `nil` where something would be.
    public func wordsForNothing(_ ds: Datestamp) -> String? {
        if !request.retriesFailed { return nil }
        return request.only.isEmpty
            ? "ds \(ds): nothing failed" : "ds \(ds): nothing that is selected failed, or waits for what failed"
    }

    /// Whether the previous ds is asked for what has become of tasks there.
    public var looksBack: Bool { graph.nodes.contains { $0.waitsForPrevious } }

    private func choose(_ ds: Datestamp, _ record: DatestampRecord) throws -> (
        selection: Selection, notices: [RunNotice]
    ) {
        var choice = try chooseByWords(ds, record)
        choice.selection.add(record.earlier.begun, in: graph)
        return choice
    }

    private func chooseByWords(
        _ ds: Datestamp, _ record: DatestampRecord
    ) throws -> (selection: Selection, notices: [RunNotice]) {
        let state: (Int) -> TaskState? = { record.tasks[graph.nodes[$0].fullName]?.state }
        if request.retriesFailed {
            var selection = Selection(failedIn: record.tasks, of: graph, claimed: Set(record.claims.keys))
            let selected = try Selection(only: request.only, in: graph, state: state)
            selection.filter { selected.contains[$0] }
            return (selection, [])
        }
        var selection = try Selection(only: request.only, excluding: request.exclude, in: graph, state: state)
        if !request.only.isEmpty { return (selection, []) }
        // Where nothing is said, everything is meant that is scheduled for such a ds: a pipeline of other days, or one that
        // runs by the hour, is not.
        let isMeant = graph.pipelines.map { RequestPlanner.isScheduled($0.schedule, for: ds) }
        selection.filter { isMeant[graph.nodes[$0].pipeline] }
        guard selection.count == 0, !graph.pipelines.isEmpty else { return (selection, []) }
        let words =
            "no pipeline is scheduled for \(ds): 'driver list --pipelines' shows when they are, and --only runs one all the same."
        return (selection, [.warning(words)])
    }

    private static func isScheduled(_ schedule: Schedule, for ds: Datestamp) -> Bool {
        if let granularity = schedule.granularity, granularity != ds.granularity { return false }
        if let start = schedule.start.flatMap({ try? Datestamp($0) }), ds < start { return false }
        if let end = schedule.end.flatMap({ try? Datestamp($0) }), end < ds { return false }
        return true
    }

    /// What an error of planning says.
    static func problems(of error: any Error) -> [Problem] {
        switch error {
        case let error as PlanError: error.details
        case let error as SelectorError: [Problem(.selector, error.description)]
        default: [Problem(.request, "\(error)")]
        }
    }
}
