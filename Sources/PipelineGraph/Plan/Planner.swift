import Dataswarm
public import PipelineRecord

extension Plan {
    /// Decides what a run will do. Pure: the same graph, request and records give the same plan.
    ///
    /// - Parameters:
    ///   - records: what is on record for the ds, by task.
    ///   - streaks: the failures in a row of each task whose last end was one.
    ///   - live: the resources that earlier runs for the ds have left.
    ///   - previousState: the state of a task for the previous ds, for those that wait for it; `nil` where there is none.
    /// - Throws: all that keeps the plan from being made.
    public init(
        _ graph: Graph, _ request: PlanRequest, records: [String: TaskRecord], streaks: [String: Streak] = [:],
        live: [LiveResource] = [], previousState: (String) -> TaskState? = { _ in nil }
    ) throws(PlanError) {
        var planner = Planner(graph, request, records, streaks, live)
        self = try planner.plan(previousState)
    }
}

private struct Planner {
    /// How many tasks that cannot be rendered are named: what is wrong with one is often wrong with all.
    private static let problemLimit = 50

    private let graph: Graph
    private let request: PlanRequest
    /// The ds as text, put together once.
    private let ds: String
    private let records: [String: TaskRecord]
    /// The records by node, each name looked up once; empty where nothing is on record.
    private let recorded: [TaskRecord?]
    private let streaks: [String: Streak]
    private let live: [LiveResource]
    private let parameters: ParameterValues
    private var selection: Selection
    /// Tasks that wait for themselves at the previous ds, which ended otherwise than in success, and how.
    private var held: [String: Hold] = [:]
    private var limits = PlannedLimits()

    init(
        _ graph: Graph, _ request: PlanRequest, _ records: [String: TaskRecord], _ streaks: [String: Streak],
        _ live: [LiveResource]
    ) {
        self.graph = graph
        self.request = request
        ds = request.ds.description
        self.records = records
        recorded = records.isEmpty ? [] : graph.nodes.map { $0.isGroup ? nil : records[$0.fullName] }
        self.streaks = streaks
        self.live = live
        selection = request.selection
        parameters = ParameterValues(request.parameters, in: graph)
    }

    mutating func plan(_ previousState: (String) -> TaskState?) throws(PlanError) -> Plan {
        if request.upstream == .run { selection.addAncestors(in: graph) }
        let problems = parameters.problems + granularityProblems
        if !problems.isEmpty { throw PlanError(problems: problems) }
        noteHeld(previousState)
        let items = try items()
        // What is done already needs nothing, so that only what runs is asked.
        var needs = [Bool](repeating: false, count: graph.nodes.count)
        // By places, for a copy of an item retains all that it holds.
        for place in items.indices {
            // What is destroyed stands on nothing that would be done before it.
            let isDestruction = items[place].resource?.kind == .destroy
            needs[items[place].node] = items[place].runs && !items[place].isGroup && !isDestruction
        }
        let missing = MissingUpstream(of: needs, in: graph, selection, request.ds, records, previousState)
        var warnings = leftoverWarnings
        if !graph.resources.isEmpty {
            let runs = Set(items.filter { $0.runs && $0.resource == nil }.map(\.node))
            warnings += StaleUsers(graph: graph, runs: runs).warnings
        }
        let holds = items.compactMap {
            if case .hold(let hold) = $0.decision { (task: $0.name, hold: hold) } else { nil }
        }
        // Only the previous ds is something that is waited for.
        let previous = holds.compactMap {
            if case .previous = $0.hold { "'\($0.task)' is held: \($0.hold.cause)" } else { nil }
        }
        warnings += holds.map { "'\($0.task)' is held: \($0.hold)." }
        switch request.upstream {
        case .assume:
            warnings = missing.sentences.map { "\($0): assumed to be done." } + warnings
        case .check where !missing.sentences.isEmpty || !previous.isEmpty:
            throw PlanError(
                problems: missing.sentences.map { "\($0): run it first, or say --upstream run to add it." }
                    + previous.map { "\($0): run that ds first." })
        case .run where !missing.sentences.isEmpty || !previous.isEmpty:
            throw PlanError(problems: (missing.sentences + previous).map { "\($0): run that ds first." })
        case .check, .run: break
        }
        return Plan(items: items, limits: limits.limits, warnings: warnings, parameters: parameters)
    }

    private mutating func noteHeld(_ previousState: (String) -> TaskState?) {
        guard let previous = try? request.ds.previous else { return }
        for task in selection.contains.indices where selection.contains[task] && graph.nodes[task].waitsForPrevious {
            let name = graph.nodes[task].fullName
            guard let state = previousState(name), state != .succeeded, state != .skipped else { continue }
            held[name] = .previous(state, ds: previous.description)
        }
    }

    /// A ds that is a day says nothing to a pipeline that runs by the hour.
    private var granularityProblems: [String] {
        let pipelines = Set(selection.tasks.map { graph.nodes[$0].pipeline }).sorted()
        return pipelines.compactMap { index in
            let pipeline = graph.pipelines[index]
            guard let granularity = pipeline.schedule.granularity, granularity != request.ds.granularity else {
                return nil
            }
            let example =
                switch granularity {
                case .month: "2016-04"
                case .day: "2016-04-26"
                case .hour: "2016-04-26T07"
                }
            return
                "The pipeline '\(pipeline.name)' runs by the \(granularity), and \(request.ds) is a \(request.ds.granularity): name a ds such as \(example)."
        }
    }

    // MARK: Items

    private mutating func items() throws(PlanError) -> [PlanItem] {
        let topology = TopologicalOrder.of(graph)
        let heights = CriticalPath.lengths(in: graph, selected: selection.contains, topology)
        let included = included(topology)
        let settings = MergedSettings.of(graph, included, request.overrides)
        let successes = SuccessOrder(graph, topology, recorded)
        let order = startOrder(included, heights, settings)
        var places = [Int](repeating: -1, count: graph.nodes.count)
        var items: [PlanItem] = []
        items.reserveCapacity(order.count)
        var problems: [String] = []
        for node in order {
            places[node] = items.count
            var upstream = graph.upstream[node].compactMap { places[$0] >= 0 ? places[$0] : nil }
            var uses: [Int] = []
            if !graph.resources.isEmpty, graph.nodes[node].isTask {
                // That a resource is created anew is no reason to run again.
                uses = upstream.filter { items[$0].resource != nil }
                if !uses.isEmpty { upstream.removeAll { items[$0].resource != nil } }
            }
            let running = upstream.first { items[$0].runs }.map { items[$0].name }
            if graph.nodes[node].isGroup {
                items.append(group(node, heights[node], upstream, runs: running != nil))
                continue
            }
            do {
                if let step = graph.nodes[node].step {
                    let creation = step.kind == .create ? nil : places[graph.resources[step.resource].create]
                    let role = ResourceRole(
                        name: graph.subject(of: node), kind: step.kind, creation: creation)
                    items.append(try self.step(role, node, heights[node], settings[node] ?? .none, upstream))
                    continue
                }
                var item = try task(node, heights[node], settings[node] ?? .none, upstream, running, successes)
                item.uses = uses
                items.append(item)
            } catch {
                problems.append(
                    "\(graph.nodes[node].location.printable): error: '\(graph.nodes[node].fullName)': \(error)")
                // Places must go on matching; nobody sees these items.
                items.append(group(node, heights[node], upstream, runs: false))
            }
        }
        if problems.count > Planner.problemLimit {
            let rest = problems.count - Planner.problemLimit
            problems = problems.prefix(Planner.problemLimit) + ["\(rest) more tasks cannot be rendered."]
        }
        if !problems.isEmpty { throw PlanError(problems: problems) }
        if graph.resources.isEmpty { return items }
        return PlannedResources(items, leftovers: try leftovers(), kept: request.earlier.resources).items
    }

    /// The selected tasks, and the groups through which they wait for each other.
    private func included(_ topology: [Int]) -> [Bool] {
        var included = selection.contains
        for node in topology where graph.nodes[node].isGroup {
            included[node] = graph.upstream[node].contains { included[$0] }
        }
        for resource in graph.resources
        where resource.users.contains(where: { included[$0] }) || request.earlier.resources.contains(resource.fullName)
        {
            included[resource.create] = true
            included[resource.destroy] = true
        }
        return included
    }

    /// Tasks and groups in the order in which one slot would take them.
    private func startOrder(_ included: [Bool], _ heights: [Int], _ settings: [SharedSettings?]) -> [Int] {
        var waits = [Int](repeating: 0, count: graph.nodes.count)
        var ready = Heap<StartOrder>()
        func insert(_ node: Int) {
            // A group takes no slot, and what waits for it should not wait longer; nor should a destruction.
            let isFirst = graph.nodes[node].isGroup || graph.nodes[node].step?.kind == .destroy
            let priority = isFirst ? .max : settings[node]?.value.priority ?? 0
            ready.insert(StartOrder(priority: priority, height: heights[node], place: node))
        }
        for node in included.indices where included[node] {
            waits[node] = graph.upstream[node].count { included[$0] }
            if waits[node] == 0 { insert(node) }
        }
        var order: [Int] = []
        while let next = ready.popFirst() {
            order.append(next.place)
            for other in graph.downstream[next.place] where included[other] {
                waits[other] -= 1
                if waits[other] == 0 { insert(other) }
            }
        }
        return order
    }

    private func group(_ index: Int, _ height: Int, _ upstream: [Int], runs: Bool) -> PlanItem {
        PlanItem(
            key: key(of: index), ds: request.ds, node: index, isGroup: true, decision: runs ? .run(.new) : .skip,
            invocation: .nothing, sharedSettings: .none, upstream: upstream, height: height, attempts: 0)
    }

    private mutating func task(
        _ index: Int, _ height: Int, _ settings: SharedSettings, _ upstream: [Int], _ running: String?,
        _ successes: SuccessOrder
    ) throws(RenderingError) -> PlanItem {
        let node = graph.nodes[index]
        let values = parameters.isEmpty ? [:] : parameters.values(of: graph.pipelines[node.pipeline].name)
        let bindings = Bindings(ds: request.ds, task: node.fullName, parameters: values)
        let invocation = try node.invocation.rendered(with: bindings, settings: settings.value)
        let record = recorded.isEmpty ? nil : recorded[index]
        var decision = decision(node.fullName, record, invocation, running, isAlone: upstream.isEmpty) { order in
            successes.newer(than: order, upstreamOf: index, rule: settings.value.when ?? .allSucceeded)
        }
        if case .run(let reason) = decision, reason != .forced, let hold = hold(node.fullName, settings.value, record) {
            decision = .hold(hold)
        }
        var item = PlanItem(
            key: key(of: index), ds: request.ds, node: index, isGroup: false, decision: decision,
            invocation: invocation, sharedSettings: settings, upstream: upstream, height: height,
            attempts: record?.attempts ?? 0, lostInARow: record?.lostInARow ?? 0,
            limits: limits.limits(around: index, in: graph))
        item.seen = record?.successOrder
        item.standsOn = successes.basis(of: index, rule: settings.value.when ?? .allSucceeded)
        return item
    }

    private func key(of index: Int) -> TaskKey { TaskKey(graph.nodes[index].fullName, ds: ds) }

    private func hold(_ task: String, _ settings: Settings, _ record: TaskRecord?) -> Hold? {
        let streak = streaks.isEmpty ? nil : streaks[task]
        return Hold.find(task, ds: ds, settings: settings, record: record, streak: streak)
            ?? held[task]
    }

    // MARK: Resources

    /// A step of a resource. Whether it is needed is decided when it is known which tasks run.
    private func step(
        _ role: ResourceRole, _ index: Int, _ height: Int, _ settings: SharedSettings, _ upstream: [Int],
        _ decision: Decision = .skip
    ) throws(RenderingError) -> PlanItem {
        let node = graph.nodes[index]
        let values = parameters.isEmpty ? [:] : parameters.values(of: graph.pipelines[node.pipeline].name)
        let bindings = Bindings(ds: request.ds, task: role.name, parameters: values)
        var item = PlanItem(
            key: key(of: index), ds: request.ds, node: index, isGroup: false, decision: decision,
            invocation: try node.invocation.rendered(with: bindings, settings: settings.value),
            sharedSettings: settings, upstream: upstream, height: height,
            attempts: records[node.fullName]?.attempts ?? 0)
        item.resource = role
        item.seen = records[node.fullName]?.successOrder
        return item
    }

    /// The destructions of what earlier runs have left.
    private func leftovers() throws(PlanError) -> [PlanItem] {
        var items: [PlanItem] = []
        for left in live {
            guard let resource = graph.resource(named: left.name) else { continue }
            let role = ResourceRole(name: left.name, kind: .destroy)
            let settings = SharedSettings(graph.settings(of: resource.destroy).overridden(by: request.overrides))
            do {
                // What is left takes part in no way to an end, and comes first.
                items.append(
                    try step(role, resource.destroy, .max, settings, [], .run(.leftOver(run: left.run))))
            } catch {
                throw PlanError(problems: ["\(resource.location.printable): error: '\(left.name)': \(error)"])
            }
        }
        return items
    }

    private var leftoverWarnings: [String] {
        live.compactMap { left in
            guard let resource = graph.resource(named: left.name) else {
                return
                    "'\(left.name.printable)' was created by run \(left.run) and not destroyed, and \(left.wordsWithoutDefinition)."
            }
            guard let before = left.invocation, let now = creation(of: resource), before != now else { return nil }
            return
                "'\(left.name)' was created by run \(left.run) with another command than it would be now (\(InvocationRecord.changedFields(from: before, to: now).joined(separator: ", "))): see to it that its destruction destroys what is there."
        }
    }

    /// What the creation of a resource would execute now.
    private func creation(of resource: ResourceNode) -> String? {
        let values = parameters.values(of: graph.pipelines[resource.pipeline].name)
        let bindings = Bindings(ds: request.ds, task: resource.fullName, parameters: values)
        let settings = graph.settings(of: resource.create).overridden(by: request.overrides)
        return try? InvocationRecord.text(
            of: graph.nodes[resource.create].invocation.rendered(with: bindings, settings: settings))
    }

    private func decision(
        _ task: String, _ record: TaskRecord?, _ invocation: RenderedInvocation, _ running: String?, isAlone: Bool,
        newer: (Int64) -> String?
    ) -> Decision {
        if let claim = request.claims[task] { return .run(.claimed(run: claim.run)) }
        if request.earlier.done.contains(task), record?.state == .succeeded { return .skip }
        if request.force { return .run(.forced) }
        guard let record else { return .run(.new) }
        // Asked for alone, it runs; among what it waits for, its rule would say the same again.
        if record.state == .skipped, running == nil, !isAlone { return .skipAgain }
        guard record.state == .succeeded, let before = record.invocation, record.successOrder != nil,
            let began = record.beganOrder
        else {
            return .run(record.isCleared ? .cleared : .unfinished(record.state))
        }
        if !InvocationRecord.matches(before, invocation) {
            let now = InvocationRecord.text(of: invocation)
            return .run(.changed(InvocationRecord.changedFields(from: before, to: now)))
        }
        if let running { return .run(.upstreamRuns(running)) }
        if let newer = newer(began) { return .run(.upstreamIsNewer(newer)) }
        return .skip
    }
}
