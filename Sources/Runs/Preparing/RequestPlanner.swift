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

    /// Makes the plan of a ds.
    ///
    /// - Parameters:
    ///   - record: what is known already; what else the plan goes by is added to it.
    ///   - underWay: what the same run does at other datestamps and is not done with; by ds, full names.
    ///   - read: adds what is on record of datestamps.
    /// - Throws: ``PlanError``, ``SelectorError``, or what reading throws.
    public func plan(
        _ ds: Datestamp, _ record: inout RecordOfPlan, underWay: [Datestamp: Set<String>] = [:],
        reading read: (Set<Datestamp>, inout RecordOfPlan) async throws -> Void
    ) async throws -> PlannedPart {
        try await read([ds], &record)
        let choice = try choose(ds, record[ds])
        var plan = PlanRequest(ds: ds, selection: choice.selection)
        plan.force = request.force
        plan.upstream = upstream
        plan.parameters = request.parameters
        plan.overrides = overrides
        plan.underWay = underWay
        let (range, selected) = (range, choice.selection.contains)
        // What comes before it in the range is planned by then.
        plan.isTarget = { $1 > ds && range.contains($1) && selected[$0] }
        let reach = plan.reach(in: graph)
        try await read(reach.datestamps, &record)
        let made = try Plan(graph, plan, reach: reach, records: record.planRecords, streaks: record.streaks)
        var notices = choice.notices
        for item in made.items where item.resource?.isLeftover ?? false {
            if case .run(.leftOver(let run)) = item.decision {
                notices.append(.leftover(resource: item.subject, run: run))
            }
        }
        notices += made.warnings.map(RunNotice.warning)
        return PlannedPart(ds: ds, plan: made, underWay: attempts(record, reach.datestamps), notices: notices)
    }

    /// The attempts that were under way.
    private func attempts(_ record: RecordOfPlan, _ datestamps: Set<Datestamp>) -> [TaskKey: Int] {
        var found: [TaskKey: Int] = [:]
        for ds in datestamps {
            for (task, number) in record[ds].underWay { found[TaskKey(task, ds: ds.description)] = number }
        }
        return found
    }

    /// Makes the plan that destroys what another run has left of a resource, and does nothing else.
    func planClearing(of resource: String, _ ds: Datestamp, _ record: RecordOfPlan) throws(PlanError) -> PlannedPart {
        var plan = PlanRequest(ds: ds, selection: Selection([], in: graph))
        plan.parameters = request.parameters
        plan.overrides = overrides
        var records = record.planRecords
        records[ds]?.live.removeAll { $0.name != resource }
        let made = try Plan(graph, plan, reach: plan.reach(in: graph), records: records)
        return PlannedPart(ds: ds, plan: made, underWay: attempts(record, [ds]), notices: [])
    }

    /// What is said where nothing is selected, and nothing is wrong with that; `nil` where something would be.
    public func wordsForNothing(_ ds: Datestamp) -> String? {
        if !request.retriesFailed {
            return (request.only + request.exclude).contains(where: Selector.asksForState)
                ? "ds \(ds): no task matches the states that are asked for" : nil
        }
        return request.only.isEmpty
            ? "ds \(ds): nothing failed" : "ds \(ds): nothing that is selected failed, or waits for what failed"
    }

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
            let selected = try Selection(only: request.only, excluding: request.exclude, in: graph, state: state)
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
        if isMeant.contains(true), !request.exclude.isEmpty { return (selection, try notices(ofNothingLeftFor: ds)) }
        let words =
            "no pipeline is scheduled for \(ds): 'driver list --pipelines' shows when they are, and --only runs one all the same."
        return (selection, [.warning(words)])
    }

    /// What to say where all that is scheduled for a ds is excluded. Another ds of a range may have something left.
    private func notices(ofNothingLeftFor ds: Datestamp) throws(SelectorError) -> [RunNotice] {
        if request.exclude.contains(where: Selector.asksForState) { return [] }
        let error = SelectorError(nothingIsLeftBy: request.exclude, for: ds)
        if range.count == 1 { throw error }
        return [.warning(error.description)]
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

/// What a request plans for a ds.
public struct PlannedPart: Sendable {
    public let ds: Datestamp
    public let plan: Plan
    /// The attempts that were under way when it was planned.
    let underWay: [TaskKey: Int]
    public var notices: [RunNotice]
}
