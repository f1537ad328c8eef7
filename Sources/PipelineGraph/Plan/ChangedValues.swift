public import Dataswarm
public import PipelineRecord

/// Values of parameters and settings that are others than those of an earlier run, for which alone tasks run again: what one run was
/// given, the next one forgets.
public struct ChangedValues: Hashable, Sendable {
    /// The newest run that went by the values on record.
    public let run: Int64
    /// What that was asked for.
    public let request: RunRequest
    /// What differs and matters to the tasks that run again.
    public internal(set) var values: [Change] = []
    /// How many tasks run again, with those that wait for them.
    public internal(set) var count = 0

    /// A value that differs.
    public struct Change: Hashable, Sendable {
        public let name: String
        /// Whether it is a parameter's; else it is a setting's.
        public let isParameter: Bool
        /// By which the command line would give it the value that it had: `cat_gifs.limit` where `limit` would say too much.
        public let key: String
        /// `nil` of a setting that nobody gave.
        public let was: GivenValue?
        public let now: GivenValue?
    }
}

/// What a request gives above the graph.
public struct GivenLayers: Sendable {
    let request: RunRequest
    let parameters: ParameterValues
    /// Those of profile and command line that can change what is executed, by the name that the command line has for them.
    let settings: [String: GivenValue]
    let overrides: Settings

    /// - Parameter overrides: the settings, read.
    public init(_ request: RunRequest, overrides: Settings, in graph: Graph) {
        self.request = request
        parameters = ParameterValues(request.parameters, over: request.profile, in: graph)
        var settings: [String: GivenValue] = [:]
        for value in request.profile?.settings ?? [] { settings[value.name] = GivenValue(value, of: request.profile) }
        for text in request.settings {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 {
                settings[String(parts[0])] = GivenValue(text: String(parts[1]), origin: .commandLine)
            }
        }
        self.settings = settings.filter { $0.key.hasPrefix("env.") || $0.key == "working_folder" }
        self.overrides = overrides
    }
}

extension Plan {
    /// Whether a task runs for another invocation than that on record.
    public var hasChanges: Bool { items.contains { $0.isChanged } }

    /// Finds the tasks that would be done with the values of an earlier run.
    ///
    /// - Parameters:
    ///   - given: what the plan was made with.
    ///   - earlier: what the runs before it were given, the newest first.
    ///   - records: what is on record of the tasks for the ds.
    public func changedValues(
        _ given: GivenLayers, since earlier: [(run: Int64, given: GivenLayers)], _ records: [String: TaskRecord],
        for ds: Datestamp, in graph: Graph
    ) -> [ChangedValues] {
        var found: [ChangedValues] = []
        // By place, which of the findings an item runs for.
        var causes = [Int?](repeating: nil, count: items.count)
        for place in items.indices where items[place].ds == ds && items[place].runs {
            let item = items[place]
            if item.isChanged {
                guard let record = records[item.name]?.invocation,
                    let (index, values) = cause(of: item, record, given, earlier, in: graph)
                else { continue }
                let (run, before) = earlier[index]
                let known = found.firstIndex { $0.run == run && $0.request == before.request }
                if known == nil { found.append(ChangedValues(run: run, request: before.request)) }
                let cause = known ?? found.count - 1
                for value in values where !found[cause].values.contains(value) { found[cause].values.append(value) }
                causes[place] = cause
            } else if item.isGroup || item.isAfterOther {
                // It runs for these alone where all that runs before it does.
                let before = item.upstream.filter { items[$0].runs }.map { causes[$0] }
                causes[place] = before.contains(nil) ? nil : before.first ?? nil
            }
            if let cause = causes[place], !item.isGroup { found[cause].count += 1 }
        }
        return found
    }

    /// The newest run with whose values a task would be done, as its place among them.
    private func cause(
        of item: PlanItem, _ record: String, _ given: GivenLayers, _ earlier: [(run: Int64, given: GivenLayers)],
        in graph: Graph
    ) -> (index: Int, values: [ChangedValues.Change])? {
        let pipeline = graph.pipelines[graph.nodes[item.node].pipeline].name
        let declared = graph.parameters(of: item.node)
        for (index, (_, before)) in earlier.enumerated() {
            var changes: [ChangedValues.Change] = []
            for parameter in declared {
                let was = before.parameters.value(of: parameter, in: pipeline)
                let now = given.parameters.value(of: parameter, in: pipeline)
                if was.text != now.text {
                    let key = before.parameters.key(of: parameter, in: pipeline)
                    changes.append(.init(name: parameter.name, isParameter: true, key: key, was: was, now: now))
                }
            }
            for name in Set(before.settings.keys).union(given.settings.keys).sorted()
            where before.settings[name]?.text != given.settings[name]?.text {
                changes.append(
                    .init(
                        name: name, isParameter: false, key: name, was: before.settings[name],
                        now: given.settings[name]))
            }
            // What is said now is meant.
            if changes.allSatisfy({ $0.now?.origin == .commandLine }) { continue }
            var bindings = Bindings(ds: item.ds, task: item.subject, parameters: before.parameters.values(of: pipeline))
            if !graph.windows.isEmpty {
                bindings.schedule = graph.windowSchedule(ofPipeline: graph.nodes[item.node].pipeline)
            }
            let settings = graph.settings(of: item.node).overridden(by: before.overrides)
            let rendered = try? graph.nodes[item.node].invocation.rendered(with: bindings, settings: settings)
            if let rendered, InvocationRecord.matches(record, rendered) { return (index, changes) }
        }
        return nil
    }
}

extension PlanItem {
    fileprivate var isChanged: Bool { if case .run(.changed) = decision { true } else { false } }
    fileprivate var isAfterOther: Bool { if case .run(.upstreamRuns) = decision { true } else { false } }
}
