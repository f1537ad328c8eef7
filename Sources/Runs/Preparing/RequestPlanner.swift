public import Dataswarm
public import PipelineEngine
public import PipelineGraph
public import PipelineRecord

/// A request, read and held against a graph: makes the plan of each ds that it is about.
public struct RequestPlanner: Sendable {
    public let request: RunRequest
    public let graph: Graph
    /// The ds that it is about, oldest first, at least one: of a range those for which any pipeline is scheduled, where no task is
    /// named.
    public let datestamps: [Datestamp]
    public let failureMode: FailureMode
    private let range: DatestampRange
    private let upstream: UpstreamMode
    private let overrides: Settings
    /// The pipelines of which it may take tasks, by their places in the graph.
    let possiblePipelines: [Int]

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
        overrides = try SettingOverrides.parse(request.settings, over: request.profile, in: graph)
        let takesAll = !request.only.isEmpty || request.retriesFailed
        let meant = range.filter { takesAll || graph.timetable.isMeant($0) }
        // Where there is none, the first one says so.
        datestamps = meant.isEmpty ? [range.first] : meant
        possiblePipelines = RequestPlanner.possiblePipelines(of: request, range.first.granularity, in: graph)
    }

    /// Makes the plan of a ds.
    ///
    /// - Parameters:
    ///   - record: what is known already; what else the plan goes by is added to it.
    ///   - underWay: what the same run does at other datestamps and is not done with; by ds, full names.
    ///   - read: adds what is on record of datestamps.
    /// - Throws: ``PlanError``, ``SelectorError``, ``GraphError`` where the machine lacks a time zone, or what reading throws.
    public func plan(
        _ ds: Datestamp, _ record: inout RecordOfPlan, underWay: [Datestamp: Set<String>] = [:],
        reading read: (Set<Datestamp>, inout RecordOfPlan) async throws -> Void
    ) async throws -> PlannedPart {
        try await read([ds], &record)
        let choice = try choose(ds, record[ds])
        var plan = PlanRequest(ds: ds, selection: choice.selection)
        plan.force = request.force
        plan.upstream = upstream
        (plan.parameters, plan.profile) = (request.parameters, request.profile)
        plan.overrides = overrides
        plan.underWay = underWay
        // What comes before it in the range is planned by then.
        plan.isTarget = { [range] in $1 > ds && range.contains($1) && choice.takes($0, $1) }
        let (made, reach, problems) = try await make(&plan, &record, reading: read)
        var notices = choice.notices
        for item in made.items where item.resource?.isLeftover ?? false {
            if case .run(.leftOver(let run)) = item.decision {
                notices.append(.leftover(resource: item.subject, run: run))
            }
        }
        notices += made.warnings.map(RunNotice.warning)
        return PlannedPart(
            ds: ds, plan: made, underWay: attempts(record, reach.datestamps), notices: notices, problems: problems)
    }

    /// Makes a plan. Where no task is named, a mistake of one pipeline keeps out that one, and what waits for it; the others are
    /// planned.
    private func make(
        _ plan: inout PlanRequest, _ record: inout RecordOfPlan,
        reading read: (Set<Datestamp>, inout RecordOfPlan) async throws -> Void
    ) async throws -> (plan: Plan, reach: PlanReach, problems: [Problem]) {
        var problems: [Problem] = []
        while true {
            let reach = plan.reach(in: graph)
            try await read(reach.datestamps, &record)
            let mistake: (pipelines: Set<Int>, problems: [Problem], error: any Error)
            do {
                try graph.verifyZones(of: plan.selection)
                let made = try Plan(
                    graph, plan, reach: reach, records: record.planRecords(of: reach.datestamps),
                    streaks: record.streaks)
                return (made, reach, problems)
            } catch let error as PlanError {
                mistake = (error.pipelines, error.details, error)
            } catch let error as GraphError {
                mistake = (error.pipelines, error.details, error)
            }
            let left = plan.selection.without(mistake.pipelines, at: plan.ds, in: graph)
            guard request.only.isEmpty, !request.retriesFailed, !mistake.pipelines.isEmpty, left.selection.count > 0
            else { throw mistake.error }
            plan.selection = left.selection
            problems += mistake.problems
            if let first = left.waiting.first {
                let isOne = left.waiting.count == 1
                let others = isOne ? "" : " and \(left.waiting.count - 1) more"
                problems.append(
                    Problem(
                        .upstream,
                        "'\(graph.nodes[first].fullName)'\(others) \(isOne ? "waits" : "wait") for what so cannot run, and \(isOne ? "is" : "are") left out, too: mend that first."
                    ))
            }
        }
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
        (plan.parameters, plan.profile) = (request.parameters, request.profile)
        plan.overrides = overrides
        var records = record.planRecords(of: [ds])
        records[ds]?.live.removeAll { $0.name != resource }
        let made = try Plan(graph, plan, reach: plan.reach(in: graph), records: records)
        return PlannedPart(ds: ds, plan: made, underWay: attempts(record, [ds]), notices: [])
    }

    /// What is said where nothing is selected, and nothing is wrong with that; `nil` where something would be.
    public func wordsForNothing(_ ds: Datestamp) -> String? {
        if !request.retriesFailed {
            return (request.only + request.exclude).contains(where: Selector.asksForState)
                ? "ds \(ds): no task is in such a state" : nil
        }
        return request.only.isEmpty
            ? "ds \(ds): nothing failed" : "ds \(ds): nothing that is selected failed, or waits for what failed"
    }

    /// Which tasks are meant.
    private struct Choice {
        var selection: Selection
        var notices: [RunNotice] = []
        /// Whether a task, by its place, is meant at another ds of the range.
        var takes: @Sendable (Int, Datestamp) -> Bool

        init(_ selection: Selection) {
            self.selection = selection
            takes = { node, _ in selection.contains[node] }
        }
    }

    private func choose(_ ds: Datestamp, _ record: DatestampRecord) throws -> Choice {
        var choice = try chooseByWords(ds, record)
        choice.selection.add(record.earlier.begun, in: graph)
        return choice
    }

    private func chooseByWords(_ ds: Datestamp, _ record: DatestampRecord) throws -> Choice {
        let state: (Int) -> TaskState? = { task in
            let name = graph.nodes[task].fullName
            let state = record.tasks[name]?.state
            // What no run has claimed that goes on was lost, also where nobody has put that on record yet.
            return state == .running && record.claims[name] == nil ? .lost : state
        }
        if request.retriesFailed {
            var selection = Selection(failedIn: record.tasks, of: graph, claimed: Set(record.claims.keys))
            let selected = try Selection(only: request.only, excluding: request.exclude, in: graph, state: state)
            selection.filter { selected.contains[$0] }
            return Choice(selection)
        }
        let named = try Selection(only: request.only, excluding: request.exclude, in: graph, state: state)
        var choice = Choice(named)
        if !request.only.isEmpty { return choice }
        let isMeant = graph.pipelines.indices.map { graph.timetable.isMeant($0, for: ds) }
        choice.selection.filter { isMeant[graph.nodes[$0].pipeline] }
        choice.takes = { [graph] node, ds in
            named.contains[node] && graph.timetable.isMeant(graph.nodes[node].pipeline, for: ds)
        }
        if !isMeant.contains(true), !graph.pipelines.isEmpty {
            // One of another granularity would be refused.
            let isPossible = graph.pipelines.contains { $0.schedule.granularity ?? ds.granularity == ds.granularity }
            let words =
                "no pipeline is scheduled for \(request.ds): 'driver list --pipelines' shows when they are\(isPossible ? ", and --only runs one all the same" : "")."
            choice.notices = [.warning(words)]
        } else if choice.selection.count == 0, !request.exclude.isEmpty {
            choice.notices = try notices(ofNothingLeft: named, for: ds)
        }
        return choice
    }

    /// What to say where all that is scheduled for a ds is excluded. That is a mistake, unless another ds has something left.
    private func notices(ofNothingLeft named: Selection, for ds: Datestamp) throws(SelectorError) -> [RunNotice] {
        if request.exclude.contains(where: Selector.asksForState) { return [] }
        let error = SelectorError(nothingIsLeftBy: request.exclude, for: ds)
        let hasOthers = named.tasks.contains { task in
            let schedule = graph.pipelines[graph.nodes[task].pipeline].schedule
            return schedule.cadence != .never && schedule.granularity == ds.granularity
        }
        if datestamps.count == 1, !hasOthers { throw error }
        return [.warning(error.description)]
    }

    /// What an error of planning says.
    static func problems(of error: any Error) -> [Problem] {
        switch error {
        case let error as PlanError: error.details
        case let error as GraphError: error.details
        case let error as SelectorError: [Problem(.selector, error.description)]
        default: [Problem(.request, "\(error)")]
        }
    }
}
