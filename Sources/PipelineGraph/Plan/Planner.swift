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
    /// The datestamps that a plan for it is about.
    public func reach(in graph: Graph) -> PlanReach {
        PlanReach(completed(in: graph).selection, ds, in: graph, isTarget: isTarget)
    }

    /// With all that its selection stands on, where that is asked for.
    fileprivate func completed(in graph: Graph) -> PlanRequest {
        var request = self
        if upstream == .run { request.selection.addAncestors(in: graph) }
        return request
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
    /// What is on record, by place of a ds and node, each name looked up once; empty where nothing is on record.
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
        self.request = request.completed(in: graph)
        self.reach = reach
        self.records = records
        self.streaks = streaks
        parameters = ParameterValues(request.parameters, in: graph)
        let topology = TopologicalOrder.of(graph)
        self.topology = topology
        unrolled = UnrolledGraph(graph, reach, topology) { records[$0]?.earlier.resources ?? [] }
        recorded = reach.layers.map { layer in
            guard let tasks = records[layer.ds]?.tasks, !tasks.isEmpty else { return [] }
            return graph.nodes.map { $0.isGroup ? nil : tasks[$0.fullName] }
        }
        successes = recorded.map { SuccessOrder(graph, topology, $0) }
    }

    mutating func plan() throws(PlanError) -> Plan {
        let ofRequest =
            parameters.problems.map { Problem(.parameter, $0) } + granularityProblems.map { Problem(.datestamp, $0) }
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
        let missing = MissingUpstream(of: needs, in: graph, request.selection, request.ds, record(request.ds).tasks)
        let sentences = missing.sentences + missingElsewhere
        var warnings = reach.layers.flatMap { leftoverWarnings($0.ds) }
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

    private func record(_ ds: Datestamp) -> PlanRecord { records[ds] ?? PlanRecord() }

    /// A ds that is a day says nothing to a pipeline that runs by the hour.
    private var granularityProblems: [String] {
        let pipelines = Set(request.selection.tasks.map { graph.nodes[$0].pipeline }).sorted()
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
                "The pipeline '\(pipeline.name)' runs by the \(granularity), and \(request.ds) is \(request.ds.granularity.withArticle): name a ds such as \(example)."
        }
    }

    // MARK: Items

    private mutating func items() throws(PlanError) -> [PlanItem] {
        let order = TopologicalOrder.of(unrolled.upstream, unrolled.downstream, count: unrolled.count)
        if order.count < unrolled.count { throw circle(order) }
        let selected = (0..<unrolled.count).map { unrolled.included[$0] && graph.nodes[unrolled.node($0)].isTask }
        let heights = CriticalPath.lengths(along: unrolled.downstream, selected: selected, order)
        let settings = MergedSettings.of(graph, unrolled.includedNodes, request.overrides)
        let starts = startOrder(heights, settings)
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
            reach.layers.flatMap { layer in
                record(layer.ds).earlier.resources.map { TaskKey($0, ds: layer.ds.description) }
            })
        return PlannedResources(items, leftovers: try leftovers(), kept: kept).items
    }

    /// That tasks wait for each other in a circle, which only windows into the future can make.
    private func circle(_ order: [Int]) -> PlanError {
        let done = Set(order)
        var path: [Int] = []
        var current = (0..<unrolled.count).first { !done.contains($0) } ?? 0
        while !path.contains(current) {
            path.append(current)
            guard let next = unrolled.upstream[current].first(where: { !done.contains($0) }) else { break }
            current = next
        }
        let start = path.firstIndex(of: current) ?? 0
        let names = (path[start...] + [current]).reversed().map { place in
            "\(graph.nodes[unrolled.node(place)].fullName)@\(unrolled.texts[unrolled.layer(place)])"
        }
        return PlanError([
            Problem(
                .cycle, at: graph.nodes[unrolled.node(current)].location.printable,
                "these wait for each other in a circle: \(names.joined(separator: " → ")). Take one of the edges away.")
        ])
    }

    /// Tasks and groups in the order in which one slot would take them.
    private func startOrder(_ heights: [Int], _ settings: [SharedSettings?]) -> [Int] {
        let included = unrolled.included
        var waits = [Int](repeating: 0, count: unrolled.count)
        var ready = Heap<StartOrder>()
        func insert(_ place: Int) {
            let node = unrolled.node(place)
            // A group takes no slot, and what waits for it should not wait longer; nor should a destruction.
            let isFirst = graph.nodes[node].isGroup || graph.nodes[node].step?.kind == .destroy
            let priority = isFirst ? .max : settings[node]?.value.priority ?? 0
            ready.insert(StartOrder(priority: priority, height: heights[place], place: place))
        }
        for place in included.indices where included[place] {
            waits[place] = unrolled.upstream[place].count { included[$0] }
            if waits[place] == 0 { insert(place) }
        }
        var order: [Int] = []
        while let next = ready.popFirst() {
            order.append(next.place)
            for other in unrolled.downstream[next.place] where included[other] {
                waits[other] -= 1
                if waits[other] == 0 { insert(other) }
            }
        }
        return order
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
        let invocation = try node.invocation.rendered(with: bindings(index, ds), settings: settings.value)
        let record = recorded[layer].isEmpty ? nil : recorded[layer][index]
        let rule = settings.value.when ?? .allSucceeded
        let elsewhere = graph.windows.isEmpty ? nil : lookElsewhere(index, ds, rule)
        let running =
            upstream.first { items[$0].runs }.map { name(of: items[$0], seenFrom: ds) }
            ?? elsewhere?.across.first.map { name(of: $0, seenFrom: ds) }
        let basis = basis(of: index, layer, rule, elsewhere)
        var decision = decision(
            index, layer, record, invocation, running, rule, upstream, items, isAlone: elsewhere?.across.isEmpty ?? true
        )
        if decision == .skip, let basis, let began = record?.beganOrder, basis.order > began {
            decision = .run(.upstreamIsNewer(basis.name))
        }
        if case .run(let reason) = decision, reason != .forced {
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
        item.across = elsewhere?.across ?? []
        item.seen = record?.successOrder
        item.standsOn = basis?.order ?? 0
        return item
    }

    private func bindings(_ index: Int, _ ds: Datestamp) -> Bindings {
        let node = graph.nodes[index]
        let values = parameters.isEmpty ? [:] : parameters.values(of: graph.pipelines[node.pipeline].name)
        var bindings = Bindings(ds: ds, task: graph.subject(of: index), parameters: values)
        if !graph.windows.isEmpty { bindings.schedule = graph.windowSchedule }
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

    // MARK: Other datestamps

    /// What a task waits for at other datestamps, as far as it is not in the plan.
    private struct Elsewhere {
        /// What the same run is about already.
        var across: [TaskKey] = []
        /// What keeps the task from running.
        var hold: Hold?
        /// What is assumed to be done, a sentence each.
        var missing: [String] = []
        /// The successes that it stands on, in the plan or not.
        var successes: [(name: String, order: Int64)] = []
    }

    private func lookElsewhere(_ index: Int, _ ds: Datestamp, _ rule: TriggerRule) -> Elsewhere? {
        let edges = graph.windows.upstream(of: index)
        if edges.isEmpty { return nil }
        var found = Elsewhere()
        var held: [(key: TaskKey, state: TaskState?)] = []
        for edge in edges {
            let name = graph.nodes[edge.source].fullName
            let isPrevious = edge.window.reach == .previous && edge.source == index
            for other in (try? graph.datestamps(of: edge, from: ds)) ?? [] {
                if other == ds, graph.upstream[index].contains(edge.source) { continue }
                let key = TaskKey(name, ds: other.description)
                let record = records[other]?.tasks[name]
                if let order = record?.successOrder { found.successes.append((key.description, order)) }
                if unrolled.contains(edge.source, other) { continue }
                if request.underWay[other]?.contains(name) ?? false {
                    found.across.append(key)
                    continue
                }
                let state = record?.state
                if rule.takes(state) { continue }
                if state == nil, isPrevious || request.upstream == .assume {
                    let words = isPrevious ? ", the previous ds" : ""
                    found.missing.append("'\(name)' has not run for \(other)\(words)")
                } else if isPrevious, let state {
                    found.hold = .previous(state, ds: key.ds)
                } else if request.upstream == .assume, let state {
                    found.missing.append("'\(name)' is \(state.rawValue) for \(other)")
                } else {
                    held.append((key, state))
                }
            }
        }
        if let first = held.first, found.hold == nil {
            found.hold = .other(first.key, first.state, more: held.count - 1)
        }
        return found
    }

    /// The success that a task stands on and that came last, by its rule.
    private func basis(
        of index: Int, _ layer: Int, _ rule: TriggerRule, _ elsewhere: Elsewhere?
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
        let record = record(ds).tasks[node.fullName]
        var item = PlanItem(
            key: key(of: index, layer), ds: ds, node: index, isGroup: false, decision: decision,
            invocation: try node.invocation.rendered(with: bindings(index, ds), settings: settings.value),
            sharedSettings: settings, upstream: upstream, height: height, attempts: record?.attempts ?? 0)
        item.resource = role
        item.seen = record?.successOrder
        return item
    }

    /// The destructions of what earlier runs have left.
    private func leftovers() throws(PlanError) -> [PlanItem] {
        var items: [PlanItem] = []
        for (layer, ds) in unrolled.datestamps.enumerated() {
            for left in record(ds).live {
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

    private func leftoverWarnings(_ ds: Datestamp) -> [String] {
        record(ds).live.compactMap { left in
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
                with: bindings(resource.create, ds), settings: settings))
    }

    // MARK: Decisions

    private func decision(
        _ index: Int, _ layer: Int, _ record: TaskRecord?, _ invocation: RenderedInvocation, _ running: String?,
        _ rule: TriggerRule, _ upstream: [Int], _ items: [PlanItem], isAlone: Bool
    ) -> Decision {
        let task = graph.nodes[index].fullName
        let onRecord = self.record(unrolled.datestamps[layer])
        if let claim = onRecord.claims[task] { return .run(.claimed(run: claim.run)) }
        if onRecord.earlier.done.contains(task), record?.state == .succeeded { return .skip }
        // What comes along at another ds is not what somebody wants done anew.
        if request.force, layer == 0 { return .run(.forced) }
        guard let record else { return .run(.new) }
        // Asked for alone, it runs; among what it waits for, its rule may say the same again.
        if record.state == .skipped, running == nil, !(upstream.isEmpty && isAlone),
            rule.verdict(on: count(upstream, items)) == .skip
        {
            return .skipAgain
        }
        guard record.state == .succeeded, let before = record.invocation, record.successOrder != nil,
            record.beganOrder != nil
        else {
            return .run(record.isCleared ? .cleared : .unfinished(record.state))
        }
        if !InvocationRecord.matches(before, invocation) {
            let now = InvocationRecord.text(of: invocation)
            return .run(.changed(InvocationRecord.changedFields(from: before, to: now)))
        }
        if let running { return .run(.upstreamRuns(running)) }
        return .skip
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

extension TriggerRule {
    /// Whether a rule has nothing against a task that it waits for at another ds, and that is in that state.
    fileprivate func takes(_ state: TaskState?) -> Bool {
        switch self {
        case .always: true
        case .allSucceeded, .noneFailed, .oneSucceeded: state == .succeeded || state == .skipped
        case .allDone, .oneFailed: state.map { $0.isFinal && $0 != .lost && $0 != .cancelled } ?? false
        }
    }
}
