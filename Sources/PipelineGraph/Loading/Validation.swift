import Dataswarm

/// What the types of a graph do not rule out, each a sentence with its place.
enum Validation {
    static func problems(of graph: Graph) -> [Problem] {
        var check = Check(graph)
        for pipeline in graph.pipelines { check.check(pipeline) }
        return check.problems
    }
}

private struct Check {
    let graph: Graph
    let pools: [String: Int]
    /// Of each pipeline; a cron expression is not read again for each task.
    let granularities: [Datestamp.Granularity?]
    var problems: [Problem] = []

    init(_ graph: Graph) {
        self.graph = graph
        self.pools = Dictionary(graph.pools.map { ($0.name, $0.slots) }, uniquingKeysWith: { first, _ in first })
        self.granularities = graph.pipelines.map(\.schedule.granularity)
    }

    mutating func check(_ pipeline: PipelineNode) {
        if !Name.isValid(pipeline.name) {
            note(pipeline.location, "'\(pipeline.name.printable)' cannot be a pipeline's name: \(Name.rule).")
        }
        for problem in pipeline.schedule.problems {
            note(pipeline.location, "the schedule of '\(pipeline.name.printable)' is wrong: \(problem)")
        }
        check(pipeline.limit, of: "the pipeline '\(pipeline.name.printable)'", pipeline.location)
        if let parallel = pipeline.parallel, !(1...10_000).contains(parallel) {
            note(
                pipeline.location,
                "the pipeline '\(pipeline.name.printable)' is limited to \(parallel) datestamps at a time: it needs from 1 to 10000."
            )
        }
        var parameters = ParameterCheck()
        for layer in pipeline.layers {
            check(layer.settings, of: "the Defaults(…) of '\(pipeline.name.printable)'", layer.location, &parameters)
        }
        for index in pipeline.nodes {
            let node = graph.nodes[index]
            if let step = node.step {
                if step.kind == .create { checkName(of: graph.resources[step.resource]) }
            } else if !Name.isValid(node.name) {
                let kind = node.isGroup ? "group" : "task"
                note(node.location, "'\(node.name.printable)' cannot be a \(kind)'s name: \(Name.rule).")
            }
            check(node.limit, of: "the group '\(node.fullName.printable)'", node.location)
            // A sentence's words are only made where there is one to say: most of 100,000 tasks have none.
            var owner: String { "'\(node.fullName.printable)'" }
            for layer in node.layers {
                check(layer.settings, of: "the Defaults(…) of \(owner)", layer.location, &parameters)
            }
            let files = node.invocation.files
            if let own = node.body.settings { check(own.value, of: owner, node.location, &parameters, files) }
            var texts = TextCheck(files: files)
            texts.check(node.invocation)
            note(texts, of: owner, node.location, &parameters)
            checkGranularity(of: index)
        }
    }

    private mutating func check(_ limit: Int?, of owner: @autoclosure () -> String, _ location: String) {
        guard let limit, !(1...1_000_000).contains(limit) else { return }
        note(location, "\(owner()) is limited to \(limit) tasks at a time: it needs from 1 to 1000000.")
    }

    private mutating func checkName(of resource: ResourceNode) {
        let name = String(resource.fullName.dropFirst(graph.pipelines[resource.pipeline].name.count + 1))
        if !Name.isValid(name) {
            note(resource.location, "'\(name.printable)' cannot be a resource's name: \(Name.rule).")
        } else if name.utf8.count > ResourceNode.lengthLimit {
            note(
                resource.location,
                "'\(name)' cannot be a resource's name: it has at most \(ResourceNode.lengthLimit) characters.")
        }
    }

    private mutating func check(
        _ settings: Settings, of owner: @autoclosure () -> String, _ location: String,
        _ parameters: inout ParameterCheck, _ files: [String] = []
    ) {
        if let pool = settings.pool { check(pool, of: owner(), location) }
        if let timeout = settings.timeout, !Setting.timeLimits.contains(timeout) {
            note(location, "the timeout of \(owner()) is \(timeout): it must be more than nothing and at most a year.")
        }
        if let retries = settings.retries, let problem = retries.problem {
            note(location, "the retries of \(owner()) are wrong: \(problem)")
        }
        if let failures = settings.holdAfterFailures, !Setting.failureLimits.contains(failures) {
            note(
                location,
                "\(owner()) is to be held after \(failures) failures: write a number from 1 to 10000, or 0 for never.")
        }
        if let code = settings.skipOn?.codes.first(where: { !Setting.exitCodes.contains($0) }) {
            note(
                location,
                "\(owner()) is to be skipped on exit \(code)\(code == 0 ? ", which is success" : ""): write exit codes from 1 to 255."
            )
        }
        if let priority = settings.priority, !Setting.priorityLimits.contains(priority) {
            note(location, "the priority of \(owner()) is \(priority): it must lie between -1000000 and 1000000.")
        }
        for tag in settings.tags where !Name.isValid(tag) {
            note(location, "'\(tag.printable)' cannot be a tag of \(owner()): \(Name.rule).")
        }
        var texts = TextCheck(files: files)
        texts.check(settings.environment)
        if let folder = settings.workingFolder { texts.check(folder) }
        note(texts, of: owner(), location, &parameters)
    }

    private mutating func note(
        _ texts: TextCheck, of owner: @autoclosure () -> String, _ location: String, _ parameters: inout ParameterCheck
    ) {
        for problem in texts.problems { note(location, "\(owner()) \(problem)") }
        for parameter in texts.parameters {
            if let problem = parameters.problem(with: parameter, at: location) { note(location, problem) }
        }
    }

    private mutating func check(_ use: PoolUse, of owner: @autoclosure () -> String, _ location: String) {
        for (place, pool) in use.pools.enumerated() {
            let twin = use.pools[..<place].contains { $0.name == pool.name }
            if twin {
                note(
                    location,
                    "\(owner()) names the pool '\(pool.name.printable)' more than once: name it once, with as many slots as it needs."
                )
            } else {
                check(pool, of: owner(), location)
            }
        }
    }

    private mutating func check(_ pool: PoolSlots, of owner: @autoclosure () -> String, _ location: String) {
        guard let slots = pools[pool.name] else {
            let question = NearMiss.question(for: pool.name, among: pools.keys)
            note(
                location,
                "\(owner()) names the pool '\(pool.name.printable)', which no one declares: add Pool(\"\(pool.name.printable)\", slots: …) to the definitions.\(question)"
            )
            return
        }
        // A pool without slots is a problem of its own, and no range.
        if slots >= 1, !(1...slots).contains(pool.slots) {
            note(
                location,
                "\(owner()) takes \(pool.slots) slots of the pool '\(pool.name)', which has \(slots): take from 1 to \(slots)."
            )
        }
    }

    /// A ds of one granularity says nothing about one of another, so that an edge between the two would never be met.
    private mutating func checkGranularity(of index: Int) {
        let own = graph.nodes[index].pipeline
        guard let granularity = granularities[own] else { return }
        for other in graph.upstream[index] where graph.nodes[other].pipeline != own {
            guard let theirs = granularities[graph.nodes[other].pipeline], theirs != granularity else { continue }
            note(
                graph.nodes[index].location,
                "'\(graph.nodes[index].fullName.printable)' runs by the \(granularity) and waits for '\(graph.nodes[other].fullName.printable)', which runs by the \(theirs): give both pipelines schedules of one granularity."
            )
        }
    }

    private mutating func note(_ location: String, _ problem: String) {
        problems.append(Problem(.definition, at: location.printable, problem))
    }
}

extension Retries {
    /// What is wrong with it, if anything is.
    fileprivate var problem: String? {
        let pauses = .zero...Setting.timeLimits.upperBound
        if !Setting.retryLimits.contains(limit) { return "a limit of \(limit) is not between 0 and 10000." }
        if !pauses.contains(backoff.first) || !pauses.contains(backoff.cap) {
            return "a pause must not be negative, nor longer than a year."
        }
        if !(1...1_000).contains(backoff.factor) { return "the factor must lie between 1 and 1000." }
        if !(0...1).contains(backoff.jitter) { return "the jitter must lie between 0 and 1." }
        if limit > 0, causes.isEmpty {
            return "they are for no failure at all: leave 'on' away for every failure, or write .never."
        }
        for case .exitCode(let code) in causes.sorted() where !Setting.exitCodes.contains(code) {
            return "an exit code of \(code) is not between 1 and 255\(code == 0 ? ", and 0 is success" : "")."
        }
        return nil
    }
}

extension Invocation {
    /// The names of the files that its process brings along.
    fileprivate var files: [String] {
        switch self {
        case .process(let process): Array(process.files.keys)
        case .probe(let probe):
            if case .process(let process) = probe.condition { Array(process.files.keys) } else { [] }
        case .nothing: []
        }
    }
}
