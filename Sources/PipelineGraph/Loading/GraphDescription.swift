import Dataswarm

/// A graph as its JSON has it: names not yet resolved, nothing yet checked but types.
struct GraphDescription {
    static let version = 1

    var sha256 = ""
    var pools: [PoolDescription] = []
    var pipelines: [PipelineDescription] = []

    struct PoolDescription {
        var name = ""
        var slots = 1
        var location = ""

        var pool: Pool {
            guard let colon = location.lastIndex(of: ":"), let line = Int(location[location.index(after: colon)...])
            else {
                return Pool(name, slots: slots, file: location, line: 0)
            }
            return Pool(name, slots: slots, file: String(location[..<colon]), line: line)
        }
    }

    struct PipelineDescription {
        var name = ""
        var location = ""
        var documentation: String?
        var schedule = Schedule.never
        var generator: (name: String, location: String)?
        var forgotten: [(name: String, location: String)] = []
        var family: [SettingsLayer] = []
        var defaults: [SettingsLayer] = []
        var limit: Int?
        var parallel: Int?
        var groups: [NodeDescription] = []
        var resources: [ResourceDescription] = []
        var tasks: [NodeDescription] = []
    }

    struct NodeDescription {
        var body = Node.Body()
        var group: String?
        var after: [Dependency] = []
        var uses: [Dependency] = []
    }

    enum Dependency {
        /// A task or a group of the same pipeline.
        case local(String)
        /// A task or a group anywhere, by its full name.
        case full(String)
        /// All tasks of a pipeline.
        case pipeline(String)
        /// The task itself, for the previous ds.
        case previous
        /// Any of them, at other datestamps.
        indirect case window(Dependency, DatestampWindow)
    }
}

extension GraphDescription {
    /// Reads the outermost object. The version comes first in what we write; wherever it stands, another one is refused.
    init(_ reader: inout JSONReader) throws(JSONSyntaxError) {
        enum Member: String, CaseIterable { case dataswarm, sha256, graph }
        var description = GraphDescription()
        var version: Int?
        var hasGraph = false
        try reader.readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .dataswarm:
                let number = try reader.readInt()
                version = number
                if number != GraphDescription.version {
                    let sentence =
                        "the graph is of version \(number), and this driver reads version \(GraphDescription.version): build driver and definitions from the same release."
                    throw JSONSyntaxError(problem: JSONProblem(place: nil, sentence: sentence))
                }
            case .sha256: description.sha256 = try reader.readString()
            case .graph:
                hasGraph = true
                try description.readGraph(&reader)
            }
        }
        try reader.expectEnd(of: "the graph")
        if version == nil {
            reader.note(
                "the member 'dataswarm' is missing, which names the version of the format: add \"dataswarm\":1.")
        }
        if !hasGraph { reader.note("the member 'graph' is missing, which holds the pools and pipelines.") }
        self = description
    }

    private mutating func readGraph(_ reader: inout JSONReader) throws(JSONSyntaxError) {
        enum Member: String, CaseIterable { case pools, pipelines }
        try reader.readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .pools:
                try reader.readArray { reader throws(JSONSyntaxError) in pools.append(try reader.readPool()) }
            case .pipelines:
                try reader.readArray { reader throws(JSONSyntaxError) in pipelines.append(try reader.readPipeline()) }
            }
        }
    }
}

extension JSONReader {
    fileprivate mutating func readPool() throws(JSONSyntaxError) -> GraphDescription.PoolDescription {
        enum Member: String, CaseIterable { case name, slots, at }
        var pool = GraphDescription.PoolDescription()
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: pool.name = try reader.readString()
            case .slots: pool.slots = try reader.readInt()
            case .at: pool.location = try reader.readString()
            }
        }
        pool.location = location(pool.location, at: place)
        return pool
    }

    fileprivate mutating func readPipeline() throws(JSONSyntaxError) -> GraphDescription.PipelineDescription {
        enum Member: String, CaseIterable {
            case name, at, documentation, schedule, generator, limit, parallel, forgotten, family, defaults, groups,
                resources, tasks
        }
        var pipeline = GraphDescription.PipelineDescription()
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: pipeline.name = try reader.readString()
            case .at: pipeline.location = try reader.readString()
            case .documentation: pipeline.documentation = try reader.readString()
            case .schedule: pipeline.schedule = try reader.readSchedule()
            case .generator: pipeline.generator = try reader.readNameAndPlace()
            case .limit: pipeline.limit = try reader.readInt()
            case .parallel: pipeline.parallel = try reader.readInt()
            case .forgotten:
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.forgotten.append(try reader.readNameAndPlace())
                }
            case .family: pipeline.family = try reader.readLayers(.family)
            case .defaults: pipeline.defaults = try reader.readLayers(.pipeline)
            case .groups:
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.groups.append(try reader.readGroup())
                }
            case .tasks:
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.tasks.append(try reader.readTask())
                }
            case .resources:
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.resources.append(try reader.readResource())
                }
            }
        }
        pipeline.location = location(pipeline.location, at: place)
        return pipeline
    }

    private mutating func readNameAndPlace() throws(JSONSyntaxError) -> (name: String, location: String) {
        enum Member: String, CaseIterable { case name, at }
        var result = (name: "", location: "")
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: result.name = try reader.readString()
            case .at: result.location = try reader.readString()
            }
        }
        if result.name.isEmpty { noteMissing("the member 'name' is missing.", at: place) }
        result.location = location(result.location, at: place)
        return result
    }
}
