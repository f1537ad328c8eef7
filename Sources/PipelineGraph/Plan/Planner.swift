import Dataswarm

extension Plan {
    /// Decides what a run will do. Pure: the same graph, request and records give the same plan.
    ///
    /// - Parameters:
    ///   - records: what is on record for the ds, by task.
    ///   - previousState: the state of a task for the previous ds, for those that wait for it; `nil` where there is none.
    /// - Throws: all that keeps the plan from being made.
    public init(
        _ graph: Graph, _ request: PlanRequest, records: [String: TaskRecord],
        previousState: (String) -> TaskState? = { _ in nil }
    ) throws(PlanError) {
        var planner = Planner(graph, request, records)
        self = try planner.plan(previousState)
    }
}

private struct Planner {
    private let graph: Graph
    private let request: PlanRequest
    private let records: [String: TaskRecord]
    private var selection: Selection
    private var parameters: ParameterValues
    private var warnings: [String] = []

    init(_ graph: Graph, _ request: PlanRequest, _ records: [String: TaskRecord]) {
        self.graph = graph
        self.request = request
        self.records = records
        selection = request.selection
        parameters = ParameterValues(request.parameters, in: graph)
    }

    mutating func plan(_ previousState: (String) -> TaskState?) throws(PlanError) -> Plan {
        if request.upstream == .run { selection.addAncestors(in: graph) }
        var problems = parameters.problems + granularityProblems
        let missing = missingUpstream(previousState)
        if !missing.isEmpty {
            switch request.upstream {
            case .assume: warnings.append(contentsOf: missing.map { "\($0): assumed to be done." })
            case .check:
                problems += missing.map { "\($0): run it first, or say --upstream run to add it." }
            case .run: problems += missing.map { "\($0): run that ds first." }
            }
        }
        if !problems.isEmpty { throw PlanError(problems: problems) }
        return Plan(ds: request.ds, items: try items(), warnings: warnings, parameters: parameters)
    }

    // MARK: What is waited for and not selected

    /// Sentences about tasks that selected ones wait for, that are not selected and did not succeed.
    private func missingUpstream(_ previousState: (String) -> TaskState?) -> [String] {
        var missing: [String] = []
        var seen: Set<Int> = []
        for task in selection.tasks {
            for other in unselectedUpstream(of: task) where seen.insert(other).inserted {
                let name = graph.nodes[other].fullName
                guard let record = records[name] else {
                    missing.append("'\(name)' has not run for \(request.ds)")
                    continue
                }
                if record.state != .succeeded {
                    missing.append("'\(name)' is \(record.state.rawValue) for \(request.ds)")
                }
            }
            if graph.nodes[task].waitsForPrevious, let sentence = missingPrevious(of: task, previousState) {
                missing.append(sentence)
            }
        }
        return missing
    }

    /// The tasks that a task waits for, through groups, and that are not selected.
    private func unselectedUpstream(of task: Int) -> [Int] {
        var found: [Int] = []
        var stack = Array(graph.upstream[task])
        var seen: Set<Int> = []
        while let other = stack.popLast() {
            if selection.contains[other] { continue }
            if !graph.nodes[other].isGroup {
                found.append(other)
            } else if seen.insert(other).inserted {
                stack.append(contentsOf: graph.upstream[other])
            }
        }
        return found.sorted()
    }

    private func missingPrevious(of task: Int, _ previousState: (String) -> TaskState?) -> String? {
        guard let previous = try? request.ds.previous else { return nil }
        let schedule = graph.pipelines[graph.nodes[task].pipeline].schedule
        if let start = schedule.start.flatMap({ try? Datestamp($0) }), previous < start { return nil }
        let name = graph.nodes[task].fullName
        switch previousState(name) {
        case .succeeded: return nil
        case nil: return "'\(name)' has not run for \(previous), the previous ds"
        case let state?: return "'\(name)' is \(state.rawValue) for \(previous), the previous ds"
        }
    }

    /// A ds that is a day says nothing to a pipeline that runs by the hour.
    private var granularityProblems: [String] {
        let pipelines = Set(selection.tasks.map { graph.nodes[$0].pipeline }).sorted()
        return pipelines.compactMap { index in
            let pipeline = graph.pipelines[index]
            guard let granularity = pipeline.schedule.granularity, granularity != request.ds.granularity else { return nil }
            let example =
                switch granularity {
                case .month: "2016-04"
                case .day: "2016-04-26"
                case .hour: "2016-04-26T07"
                }
            return "The pipeline '\(pipeline.name)' runs by the \(granularity), and \(request.ds) is a \(request.ds.granularity): name a ds such as \(example)."
        }
    }

    // MARK: Items

    private mutating func items() throws(PlanError) -> [PlanItem] {
        let heights = Heights.of(graph, selected: selection.contains)
        let order = startOrder(heights)
        var places = [Int](repeating: -1, count: graph.nodes.count)
        var items: [PlanItem] = []
        items.reserveCapacity(order.count)
        var problems: [String] = []
        for node in order {
            places[node] = items.count
            do {
                items.append(try item(node, heights[node], places, items))
            } catch {
                problems.append("\(graph.nodes[node].location): error: '\(graph.nodes[node].fullName)': \(error)")
            }
        }
        if !problems.isEmpty { throw PlanError(problems: problems) }
        return items
    }

    /// The selected tasks, and the groups through which they wait for each other.
    private var included: [Bool] {
        var included = selection.contains
        let groups = graph.nodes.indices.filter { graph.nodes[$0].isGroup }
        var grows = !groups.isEmpty
        while grows {
            grows = false
            for group in groups where !included[group] && graph.upstream[group].contains(where: { included[$0] }) {
                included[group] = true
                grows = true
            }
        }
        return included
    }

    /// Tasks and groups in the order in which one slot would take them.
    private func startOrder(_ heights: [Int]) -> [Int] {
        let included = included
        var waits = [Int](repeating: 0, count: graph.nodes.count)
        var ready = Heap<StartOrder>()
        func insert(_ node: Int) {
            let priority = request.overrides.priority ?? graph.settings(of: node).priority ?? 0
            // A group takes no slot, and what waits for it should not wait longer.
            ready.insert(StartOrder(priority: graph.nodes[node].isGroup ? .max : priority, height: heights[node], place: node))
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

    private func item(
        _ index: Int, _ height: Int, _ places: [Int], _ items: [PlanItem]
    ) throws(RenderingError) -> PlanItem {
        let node = graph.nodes[index]
        let upstream = graph.upstream[index].compactMap { places[$0] >= 0 ? places[$0] : nil }
        if node.isGroup {
            let runs = upstream.contains { items[$0].runs }
            return PlanItem(
                name: node.fullName, node: index, isGroup: true, decision: runs ? .run(.new) : .skip,
                invocation: .nothing, settings: Settings(), upstream: upstream, height: height, attempts: 0)
        }
        let settings = graph.settings(of: index).overridden(by: request.overrides)
        let pipeline = graph.pipelines[node.pipeline].name
        let bindings = Bindings(ds: request.ds, task: node.fullName, parameters: parameters.values(of: pipeline))
        let invocation = try node.invocation.rendered(with: bindings, settings: settings)
        let record = records[node.fullName]
        return PlanItem(
            name: node.fullName, node: index, isGroup: false,
            decision: decision(on: index, record, invocation, upstream, items), invocation: invocation,
            settings: settings, upstream: upstream, height: height, attempts: record?.attempts ?? 0)
    }

    private func decision(
        on index: Int, _ record: TaskRecord?, _ invocation: RenderedInvocation, _ upstream: [Int], _ items: [PlanItem]
    ) -> Decision {
        guard let record else { return .run(request.force ? .forced : .new) }
        if request.force { return .run(.forced) }
        guard record.state == .succeeded, let before = record.invocation, let order = record.successOrder else {
            return .run(.unfinished(record.state))
        }
        let now = InvocationRecord.text(of: invocation)
        if now != before { return .run(.changed(InvocationRecord.changedFields(from: before, to: now))) }
        if let running = upstream.first(where: { items[$0].runs }) { return .run(.upstreamRuns(items[running].name)) }
        if let newer = newerUpstream(of: index, than: order) { return .run(.upstreamIsNewer(newer)) }
        return .skip
    }

    /// A task, waited for directly or through groups, whose success came after that place in the order of successes.
    private func newerUpstream(of index: Int, than order: Int64) -> String? {
        var stack = Array(graph.upstream[index])
        var seen: Set<Int> = []
        while let other = stack.popLast() {
            if graph.nodes[other].isGroup {
                if seen.insert(other).inserted { stack.append(contentsOf: graph.upstream[other]) }
            } else if let success = records[graph.nodes[other].fullName]?.successOrder, success > order {
                return graph.nodes[other].fullName
            }
        }
        return nil
    }
}
