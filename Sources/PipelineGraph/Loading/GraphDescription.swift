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
        /// A task anywhere, by its full name.
        case full(String)
        case previous
    }
}

extension GraphDescription {
    /// Reads the outermost object. The version comes first in what we write; wherever it stands, another one is refused.
    init(_ reader: inout JSONReader) throws(JSONSyntaxError) {
        var description = GraphDescription()
        var version: Int?
        var hasGraph = false
        try reader.readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "dataswarm":
                let number = try reader.readInt()
                version = number
                if number != GraphDescription.version {
                    throw JSONSyntaxError(
                        description:
                            "the graph is of version \(number), and this driver reads version \(GraphDescription.version): build driver and definitions from the same release."
                    )
                }
            case "sha256": description.sha256 = try reader.readString()
            case "graph":
                hasGraph = true
                try description.readGraph(&reader)
            default: try reader.skipUnknown(key, among: ["dataswarm", "sha256", "graph"])
            }
        }
        try reader.expectEnd()
        if version == nil {
            reader.note(
                "the member 'dataswarm' is missing, which names the version of the format: add \"dataswarm\":1.")
        }
        if !hasGraph { reader.note("the member 'graph' is missing, which holds the pools and pipelines.") }
        self = description
    }

    private mutating func readGraph(_ reader: inout JSONReader) throws(JSONSyntaxError) {
        try reader.readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "pools":
                try reader.readArray { reader throws(JSONSyntaxError) in pools.append(try reader.readPool()) }
            case "pipelines":
                try reader.readArray { reader throws(JSONSyntaxError) in pipelines.append(try reader.readPipeline()) }
            default: try reader.skipUnknown(key, among: ["pools", "pipelines"])
            }
        }
    }
}

extension JSONReader {
    /// Notes a member that the grammar does not know, and passes over its value.
    mutating func skipUnknown(_ key: String, among known: [String]) throws(JSONSyntaxError) {
        note("the member '\(key.printable)' is not known here.\(NearMiss.question(for: key, among: known))")
        try skipValue()
    }

    fileprivate mutating func readPool() throws(JSONSyntaxError) -> GraphDescription.PoolDescription {
        var pool = GraphDescription.PoolDescription()
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": pool.name = try reader.readString()
            case "slots": pool.slots = try reader.readInt()
            case "at": pool.location = try reader.readString()
            default: try reader.skipUnknown(key, among: ["name", "slots", "at"])
            }
        }
        return pool
    }

    fileprivate mutating func readPipeline() throws(JSONSyntaxError) -> GraphDescription.PipelineDescription {
        var pipeline = GraphDescription.PipelineDescription()
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": pipeline.name = try reader.readString()
            case "at": pipeline.location = try reader.readString()
            case "documentation": pipeline.documentation = try reader.readString()
            case "schedule": pipeline.schedule = try reader.readSchedule()
            case "generator": pipeline.generator = try reader.readNameAndPlace()
            case "limit": pipeline.limit = try reader.readInt()
            case "forgotten":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.forgotten.append(try reader.readNameAndPlace())
                }
            case "family": pipeline.family = try reader.readLayers(.family)
            case "defaults": pipeline.defaults = try reader.readLayers(.pipeline)
            case "groups":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.groups.append(try reader.readNode(isGroup: true))
                }
            case "tasks":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.tasks.append(try reader.readNode(isGroup: false))
                }
            case "resources":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    pipeline.resources.append(try reader.readResource())
                }
            default:
                try reader.skipUnknown(
                    key,
                    among: [
                        "name", "at", "documentation", "schedule", "generator", "limit", "forgotten", "family",
                        "defaults", "groups", "resources", "tasks",
                    ])
            }
        }
        return pipeline
    }

    private mutating func readNameAndPlace() throws(JSONSyntaxError) -> (name: String, location: String) {
        var result = (name: "", location: "")
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": result.name = try reader.readString()
            case "at": result.location = try reader.readString()
            default: try reader.skipUnknown(key, among: ["name", "at"])
            }
        }
        return result
    }

    private mutating func readNode(isGroup: Bool) throws(JSONSyntaxError) -> GraphDescription.NodeDescription {
        var node = GraphDescription.NodeDescription()
        var name = ""
        var location = ""
        var operatorName = ""
        var invocation = Invocation.nothing
        var layers: [SettingsLayer] = []
        var limit: Int?
        var settings = Settings()
        var hasSettings = false
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": name = try reader.readString()
            case "at": location = try reader.readSharedString()
            case "group": node.group = try reader.readSharedString()
            case "after":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    if let dependency = try reader.readDependency() { node.after.append(dependency) }
                }
            case "uses" where !isGroup:
                try reader.readArray { reader throws(JSONSyntaxError) in
                    if let resource = try reader.readUse() { node.uses.append(resource) }
                }
            case "defaults" where isGroup: layers = try reader.readLayers(.group)
            case "limit" where isGroup: limit = try reader.readInt()
            case "operator" where !isGroup: operatorName = try reader.readSharedString()
            case "run" where !isGroup: invocation = try reader.readInvocation()
            default:
                if isGroup {
                    try reader.skipUnknown(key, among: ["name", "at", "group", "after", "limit", "defaults"])
                } else if try reader.readSetting(key, into: &settings) {
                    hasSettings = true
                } else {
                    let known = ["name", "at", "group", "after", "uses", "operator", "run"] + JSONReader.settingNames
                    try reader.skipUnknown(key, among: known)
                }
            }
        }
        node.body = Node.Body(
            name: name, location: location, operatorName: operatorName, invocation: invocation,
            settings: hasSettings ? sharedValues.settings(settings) : nil, layers: layers,
            limit: limit)
        return node
    }

    mutating func readDependency() throws(JSONSyntaxError) -> GraphDescription.Dependency? {
        if try peek() == .string { return .local(try readString()) }
        var dependency: GraphDescription.Dependency?
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "task": dependency = .full(try reader.readString())
            case "previous": dependency = try reader.readBool() ? .previous : nil
            default: try reader.skipUnknown(key, among: ["task", "previous"])
            }
        }
        return dependency
    }
}
