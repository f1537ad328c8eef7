public import Dataswarm
public import PipelineRecord

extension Plan {
    /// Decides what a run will do. Pure: the same graph, request and records give the same plan.
    ///
    /// - Parameters:
    ///   - reach: the datestamps that the plan is about; see ``PlanRequest/reach(in:)``.
    ///   - records: what is on record for each of ``PlanReach/datestamps``.
    ///   - streaks: the failures in a row of each task whose last end was one.
    /// - Throws: all that keeps the plan from being made.
    public init(
        _ graph: Graph, _ request: PlanRequest, reach: PlanReach, records: [Datestamp: PlanRecord],
        streaks: [String: Streak] = [:]
    ) throws(PlanError) {
        var planner = Planner(graph, request, reach, records, streaks)
        self = try planner.plan()
    }

    /// Decides what a run will do, where nothing matters that is on record of other datestamps.
    public init(
        _ graph: Graph, _ request: PlanRequest, records: [String: TaskRecord], streaks: [String: Streak] = [:],
        live: [LiveResource] = []
    ) throws(PlanError) {
        let record = PlanRecord(tasks: records, live: live)
        try self.init(
            graph, request, reach: request.reach(in: graph), records: [request.ds: record], streaks: streaks)
    }
}

extension PlanRequest {
    /// The datestamps that a plan for it is about, with all that its selection stands on, where that is asked for.
    public func reach(in graph: Graph) -> PlanReach {
        var selection = selection
        if upstream == .run { selection.addAncestors(in: graph) }
        return PlanReach(selection, ds, in: graph, isTarget: isTarget)
    }
}

private struct Planner {
    /// How many tasks that cannot be rendered are named: what is wrong with one is often wrong with all.
    private static let problemLimit = 50

    private let graph: Graph
    private let request: PlanRequest
    private let reach: PlanReach
    private let records: [Datestamp: PlanRecord]
    private let streaks: [String: Streak]
    private let parameters: ParameterValues
    private let topology: [Int]
    private let unrolled: UnrolledGraph
    /// What is on record, by place of a ds.
    private let onRecord: [PlanRecord]
    /// The tasks of it by node, each name looked up once; empty where nothing is on record.
    private let recorded: [[TaskRecord?]]
    private let successes: [SuccessOrder]
    private var limits = PlannedLimits()
    /// What is waited for at other datestamps, and nothing is done about.
    private var missingElsewhere: [String] = []

    init(
        _ graph: Graph, _ request: PlanRequest, _ reach: PlanReach, _ records: [Datestamp: PlanRecord],
        _ streaks: [String: Streak]
    ) {
        self.graph = graph
        self.request = request
        self.reach = reach
        self.records = records
        self.streaks = streaks
        parameters = ParameterValues(request.parameters, over: request.profile, in: graph)
        let topology = TopologicalOrder.of(graph)
        self.topology = topology
        unrolled = UnrolledGraph(graph, reach, topology) { records[$0]?.earlier.resources ?? [] }
        onRecord = reach.layers.map { records[$0.ds] ?? PlanRecord() }
        recorded = onRecord.map { record in
            record.tasks.isEmpty ? [] : graph.nodes.map { $0.isGroup ? nil : record.tasks[$0.fullName] }
        }
        successes = recorded.map { SuccessOrder(graph, topology, $0) }
    }

    mutating func plan() throws(PlanError) -> Plan {
        let ofRequest =
            parameters.problems + granularityProblems.map { Problem(.datestamp, $0) }
        let problems =
            ofRequest
            + reach.problems.map {
                Problem(
                    .datestamp, at: graph.nodes[$0.task].location.printable,
                    "'\(graph.nodes[$0.task].fullName)' \($0.sentence)")
            }
        if !problems.isEmpty {
            let mistaken = ofRequest.isEmpty ? reach.problems.map { graph.nodes[$0.task].pipeline } : []
            throw PlanError(problems, of: Set(mistaken))
        }
        let items = try items()
        // What is done already needs nothing, so that only what runs is asked.
        var needs = [Bool](repeating: false, count: graph.nodes.count)
        // By places, for a copy of an item retains all that it holds.
        for place in items.indices where items[place].ds == request.ds {
            // What is destroyed stands on nothing that would be done before it.
            let isDestruction = items[place].resource?.kind == .destroy
            needs[items[place].node] = items[place].runs && !items[place].isGroup && !isDestruction
        }
        let missing = MissingUpstream(of: needs, in: graph, reach.selection, request.ds, onRecord[0].tasks)
        let sentences = missing.sentences + missingElsewhere
        var warnings = onRecord.indices.flatMap(leftoverWarnings)
        if !graph.resources.isEmpty {
            let runs = Set(items.filter { $0.runs && $0.resource == nil }.map(\.node))
            warnings += StaleUsers(graph: graph, runs: runs).warnings
        }
        let holds = items.compactMap {
            if case .hold(let hold) = $0.decision { (task: $0.name, hold: hold) } else { nil }
        }
        // Only another ds is something that is waited for.
        let others = holds.filter { $0.hold.isWait }.map {
            "'\($0.task)' is held: \($0.hold.cause): run that ds first."
        }
        warnings += holds.map { "'\($0.task)' is held: \($0.hold)." }
        switch request.upstream {
        case .assume, .hold:
            warnings = sentences.map { "\($0): assumed to be done." } + warnings
        case .check where !sentences.isEmpty || !others.isEmpty:
            throw PlanError(
                (sentences.map { "\($0): run it first, or say --upstream run to add it." } + others)
                    .map { Problem(.upstream, $0) })
        case .run where !sentences.isEmpty || !others.isEmpty:
            throw PlanError((sentences.map { "\($0): run that ds first." } + others).map { Problem(.upstream, $0) })
        case .check, .run: break
        }
        return Plan(items: items, limits: limits.limits, warnings: warnings, parameters: parameters)
    }

    /// A ds that is a day says nothing to a pipeline that runs by the hour.
    private var granularityProblems: [String] {
        let pipelines = Set(reach.selection.tasks.map { graph.nodes[$0].pipeline }).sorted()
        return pipelines.compactMap { index in
            let pipeline = graph.pipelines[index]
            guard let granularity = pipeline.schedule.granularity, granularity != request.ds.granularity else {
                return nil
            }
            return
                "The pipeline '\(pipeline.name)' runs by the \(granularity), and \(request.ds) is \(request.ds.granularity.withArticle): name a ds such as \(granularity.example)."
        }
    }

    // MARK: Items

    private mutating func items() throws(PlanError) -> [PlanItem] {
        let heights = try unrolled.heights(topology)
        let settings = MergedSettings.of(graph, unrolled.includedNodes, request.overrides)
        let starts = unrolled.startOrder(heights) { settings[$0]?.value.priority ?? 0 }
        var places = [Int](repeating: -1, count: unrolled.count)
        var items: [PlanItem] = []
        items.reserveCapacity(starts.count)
        var problems: [Problem] = []
        var mistaken: Set<Int> = []
        for start in starts {
            places[start] = items.count
            let (node, layer) = (unrolled.node(start), unrolled.layer(start))
            var upstream = unrolled.upstream[start].compactMap { places[$0] >= 0 ? places[$0] : nil }
            var uses: [Int] = []
            if !graph.resources.isEmpty, graph.nodes[node].isTask {
                // That a resource is created anew is no reason to run again.
                uses = upstream.filter { items[$0].resource != nil }
                if !uses.isEmpty { upstream.removeAll { items[$0].resource != nil } }
            }
            if graph.nodes[node].isGroup {
                let runs = upstream.contains { items[$0].runs }
                items.append(group(node, layer, heights[start], upstream, runs: runs))
                continue
            }
            do {
                if let step = graph.nodes[node].step {
                    let creation = upstream.first { items[$0].resource != nil }
                    let role = ResourceRole(
                        name: graph.subject(of: node), kind: step.kind, creation: creation)
                    items.append(
                        try self.step(role, node, layer, heights[start], settings[node] ?? .none, upstream))
                    continue
                }
                var item = try task(node, layer, heights[start], settings[node] ?? .none, upstream, items)
                item.uses = uses
                items.append(item)
            } catch {
                mistaken.insert(graph.nodes[node].pipeline)
                problems.append(
                    Problem(
                        .rendering, at: graph.nodes[node].location.printable,
                        "'\(graph.nodes[node].fullName)': \(error)"))
                // Places must go on matching; nobody sees these items.
                items.append(group(node, layer, heights[start], upstream, runs: false))
            }
        }
        if problems.count > Planner.problemLimit {
            let rest = problems.count - Planner.problemLimit
            problems =
                problems.prefix(Planner.problemLimit) + [Problem(.rendering, "\(rest) more tasks cannot be rendered.")]
        }
        if !problems.isEmpty { throw PlanError(problems, of: mistaken) }
        if graph.resources.isEmpty { return items }
        let kept = Set(
            onRecord.indices.flatMap { layer in
                onRecord[layer].earlier.resources.map { TaskKey($0, ds: unrolled.texts[layer]) }
            })
        return PlannedResources(items, leftovers: try leftovers(), kept: kept).items
    }

    private func group(_ index: Int, _ layer: Int, _ height: Int, _ upstream: [Int], runs: Bool) -> PlanItem {
        PlanItem(
            key: key(of: index, layer), ds: unrolled.datestamps[layer], node: index, isGroup: true,
            decision: runs ? .run(.new) : .skip, invocation: .nothing, sharedSettings: .none, upstream: upstream,
            height: height, attempts: 0)
    }

    private mutating func task(
        _ index: Int, _ layer: Int, _ height: Int, _ settings: SharedSettings, _ upstream: [Int], _ items: [PlanItem]
    ) throws(RenderingError) -> PlanItem {
        let ds = unrolled.datestamps[layer]
        let node = graph.nodes[index]
        let invocation = try node.invocation.rendered(
            with: bindings(node.fullName, node.pipeline, ds), settings: settings.value)
        let record = recorded[layer].isEmpty ? nil : recorded[layer][index]
        let rule = settings.value.when ?? .allSucceeded
        let elsewhere =
            graph.windows.isEmpty ? nil : OtherDatestamps(of: index, ds, rule, in: unrolled, request, records)
        let running =
            upstream.first { items[$0].runs }.map { name(of: items[$0], seenFrom: ds) }
            ?? elsewhere?.across.first.map { name(of: $0, seenFrom: ds) }
        let basis = basis(of: index, layer, rule, elsewhere)
        var decision = decision(
            index, layer, record, invocation, running, settings.value, upstream, items,
            isAlone: elsewhere?.across.isEmpty ?? true)
        let standsOnRecord = decision == .skip || decision == .skipAgain && isSkip(record, settings.value)
        if standsOnRecord, let basis, let began = record?.beganOrder, basis.order > began {
            decision = .run(.upstreamIsNewer(basis.name))
        }
        let reason = decision.reason
        if let reason, reason != .forced {
            if let hold = hold(node.fullName, ds, settings.value, record) {
                decision = .hold(hold)
            } else if let hold = elsewhere?.hold {
                decision = .hold(hold)
            } else {
                missingElsewhere += elsewhere?.missing ?? []
            }
        }
        var item = PlanItem(
            key: key(of: index, layer), ds: ds, node: index, isGroup: false, decision: decision,
            invocation: invocation, sharedSettings: settings, upstream: upstream, height: height,
            attempts: record?.attempts ?? 0, lostInARow: record?.lostInARow ?? 0,
            limits: limits.limits(around: index, in: graph))
        item.reason = reason
        item.across = elsewhere?.across ?? []
        item.seen = record?.successOrder
        item.standsOn = basis?.order ?? 0
        if !streaks.isEmpty { item.streak = streaks[node.fullName] }
        return item
    }

    /// - Parameter subject: what the output is named by; see ``Graph/subject(of:)``.
    private func bindings(_ subject: String, _ pipeline: Int, _ ds: Datestamp) -> Bindings {
        let values = parameters.isEmpty ? [:] : parameters.values(of: graph.pipelines[pipeline].name)
        var bindings = Bindings(ds: ds, task: subject, parameters: values)
        if !graph.windows.isEmpty { bindings.schedule = graph.windowSchedule(ofPipeline: pipeline) }
        return bindings
    }

    private func key(of index: Int, _ layer: Int) -> TaskKey {
        TaskKey(graph.nodes[index].fullName, ds: unrolled.texts[layer])
    }

    /// What names a task in a sentence: at another ds, with that.
    private func name(of item: PlanItem, seenFrom ds: Datestamp) -> String {
        item.ds == ds ? item.name : item.key.description
    }

    private func name(of key: TaskKey, seenFrom ds: Datestamp) -> String {
        key.ds == ds.description ? key.task : key.description
    }

    private func hold(_ task: String, _ ds: Datestamp, _ settings: Settings, _ record: TaskRecord?) -> Hold? {
        let streak = streaks.isEmpty ? nil : streaks[task]
        return Hold.find(task, ds: ds.description, settings: settings, record: record, streak: streak)
    }

    /// The success that a task stands on and that came last, by its rule.
    private func basis(
        of index: Int, _ layer: Int, _ rule: TriggerRule, _ elsewhere: OtherDatestamps?
    ) -> (name: String, order: Int64)? {
        let own = successes[layer].basis(of: index, rule: rule).map { (graph.nodes[$0.task].fullName, $0.order) }
        guard let others = elsewhere?.successes, !others.isEmpty else { return own }
        let all = own.map { others + [$0] } ?? others
        return switch rule {
        case .allSucceeded, .allDone, .noneFailed: all.max { $0.order < $1.order }
        case .oneSucceeded: all.min { $0.order < $1.order }
        case .oneFailed, .always: nil
        }
    }

    // MARK: Resources

    /// A step of a resource. Whether it is needed is decided when it is known which tasks run.
    private func step(
        _ role: ResourceRole, _ index: Int, _ layer: Int, _ height: Int, _ settings: SharedSettings,
        _ upstream: [Int], _ decision: Decision = .skip
    ) throws(RenderingError) -> PlanItem {
        let node = graph.nodes[index]
        let ds = unrolled.datestamps[layer]
        let record = onRecord[layer].tasks[node.fullName]
        var item = PlanItem(
            key: key(of: index, layer), ds: ds, node: index, isGroup: false, decision: decision,
            invocation: try node.invocation.rendered(
                with: bindings(role.name, node.pipeline, ds), settings: settings.value),
            sharedSettings: settings, upstream: upstream, height: height, attempts: record?.attempts ?? 0)
        item.resource = role
        item.seen = record?.successOrder
        return item
    }

    /// The destructions of what earlier runs have left.
    private func leftovers() throws(PlanError) -> [PlanItem] {
        var items: [PlanItem] = []
        for layer in onRecord.indices {
            for left in onRecord[layer].live {
                guard let resource = graph.resource(named: left.name) else { continue }
                let role = ResourceRole(name: left.name, kind: .destroy)
                let settings = SharedSettings(graph.settings(of: resource.destroy).overridden(by: request.overrides))
                do {
                    // What is left takes part in no way to an end, and comes first.
                    items.append(
                        try step(role, resource.destroy, layer, .max, settings, [], .run(.leftOver(run: left.run))))
                } catch {
                    throw PlanError([Problem(.rendering, at: resource.location.printable, "'\(left.name)': \(error)")])
                }
            }
        }
        return items
    }

    private func leftoverWarnings(_ layer: Int) -> [String] {
        let ds = unrolled.datestamps[layer]
        return onRecord[layer].live.compactMap { left in
            guard let resource = graph.resource(named: left.name) else {
                return
                    "'\(left.name.printable)' was created by run \(left.run) and not destroyed, and \(left.wordsWithoutDefinition)."
            }
            guard let before = left.invocation, let now = creation(of: resource, ds), before != now else { return nil }
            return
                "'\(left.name)' was created by run \(left.run) with another command than it would be now (\(InvocationRecord.changedFields(from: before, to: now).joined(separator: ", "))): see to it that its destruction destroys what is there."
        }
    }

    /// What the creation of a resource would execute now.
    private func creation(of resource: ResourceNode, _ ds: Datestamp) -> String? {
        let settings = graph.settings(of: resource.create).overridden(by: request.overrides)
        return try? InvocationRecord.text(
            of: graph.nodes[resource.create].invocation.rendered(
                with: bindings(resource.fullName, resource.pipeline, ds), settings: settings))
    }

    // MARK: Decisions

    private func decision(
        _ index: Int, _ layer: Int, _ record: TaskRecord?, _ invocation: RenderedInvocation, _ running: String?,
        _ settings: Settings, _ upstream: [Int], _ items: [PlanItem], isAlone: Bool
    ) -> Decision {
        let task = graph.nodes[index].fullName
        if let claim = onRecord[layer].claims[task] { return .run(.claimed(run: claim.run)) }
        if onRecord[layer].earlier.done.contains(task), record?.state == .succeeded { return .skip }
        // What comes along at another ds is not what somebody wants done anew.
        if request.force, layer == 0 { return .run(.forced) }
        guard let record else { return .run(.new) }
        // Asked for alone, it runs; among what it waits for, its rule may say the same again.
        if record.state == .skipped, running == nil, !(upstream.isEmpty && isAlone),
            (settings.when ?? .allSucceeded).verdict(on: count(upstream, items)) == .skip
        {
            return .skipAgain
        }
        let isSkip = isSkip(record, settings)
        guard isSkip || record.state == .succeeded && record.successOrder != nil, let before = record.invocation,
            record.beganOrder != nil
        else {
            return .run(record.isCleared ? .cleared : .unfinished(record.state))
        }
        if !InvocationRecord.matches(before, invocation) {
            let now = InvocationRecord.text(of: invocation)
            return .run(.changed(InvocationRecord.changedFields(from: before, to: now)))
        }
        if let running { return .run(.upstreamRuns(running)) }
        return isSkip ? .skipAgain : .skip
    }

    /// Whether a task has skipped itself, by an exit code that would still do so.
    private func isSkip(_ record: TaskRecord?, _ settings: Settings) -> Bool {
        guard let code = record?.skippingExit else { return false }
        return settings.skipOn?.contains(code) ?? false
    }

    /// What has become of what an item waits for, where none of it runs.
    private func count(_ upstream: [Int], _ items: [PlanItem]) -> UpstreamCount {
        var count = UpstreamCount()
        var stack = upstream
        while let place = stack.popLast() {
            if items[place].isGroup {
                stack += items[place].upstream
                continue
            }
            count.total += 1
            switch items[place].decision {
            case .skip: count.add(place, .succeeded)
            case .skipAgain: count.add(place, .skipped)
            case .hold: count.add(place, .upstreamFailed)
            case .run: break
            }
        }
        return count
    }
}
