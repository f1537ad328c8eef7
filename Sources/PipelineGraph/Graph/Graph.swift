public import CivilTime
public import Dataswarm

/// All pipelines: valid, in canonical order, with each edge resolved.
///
/// Nodes are tasks, groups and the steps of resources, known by their place in ``nodes``. A group's node is the point at which all its tasks have
/// ended: its members lead to it, and it leads to what waits for the group. What the group itself waits for leads to
/// those of its members that wait for no other member.
public struct Graph: Sendable {
    /// The hash that names its content; empty in a hand-written file that has none.
    public let sha256: String
    public let pools: [Pool]
    public let pipelines: [PipelineNode]
    public let nodes: [Node]
    public let resources: [ResourceNode]
    /// What each node waits for.
    public let upstream: Edges
    /// What waits for each node.
    public let downstream: Edges
    /// What tasks wait for at other datestamps.
    public let windows: WindowEdges
    /// What a reader should know though the graph is valid, a sentence each with its place.
    public let warnings: [String]
    /// The rules of the time zones that it names. They are the machine's and not the graph's: who reads a graph looks them up.
    public var zones = ZoneTable() {
        didSet { timetable = Timetable(pipelines, zones) }
    }
    /// Which ds each pipeline has, by its schedule and the rules of its zone.
    public private(set) var timetable: Timetable
    private let indices: [String: Int]
    private let resourceIndices: [String: Int]

    init(
        sha256: String, pools: [Pool], pipelines: [PipelineNode], nodes: [Node], resources: [ResourceNode] = [],
        upstream: Edges, downstream: Edges, windows: [WindowEdge] = [], warnings: [String], indices: [String: Int]
    ) {
        self.sha256 = sha256
        self.pools = pools
        self.pipelines = pipelines
        self.nodes = nodes
        self.resources = resources
        self.upstream = upstream
        self.downstream = downstream
        self.windows = WindowEdges(windows) { nodes[$0].pipeline }
        timetable = Timetable(pipelines, ZoneTable())
        self.warnings = warnings
        self.indices = indices
        resourceIndices = Dictionary(
            resources.indices.map { (resources[$0].fullName, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of the node of that full name, such as `cat_gifs.dump`.
    public func index(of fullName: String) -> Int? { indices[fullName] }

    /// The resource of that full name, such as `cat_gifs.scratch_db`.
    public func resource(named fullName: String) -> ResourceNode? { resourceIndices[fullName].map { resources[$0] } }

    /// The places of all tasks, in canonical order.
    public var taskIndices: [Int] { nodes.indices.filter { nodes[$0].isTask } }

    /// The settings of a task, all layers merged.
    public func settings(of index: Int) -> Settings { sharedSettings(of: index).value }

    /// The same, where most tasks that say nothing for themselves share one value.
    func sharedSettings(of index: Int) -> SharedSettings {
        let node = nodes[index]
        let base = pipelines[node.pipeline].bases[node.base]
        return node.body.settings.map { SharedSettings(base.value.overridden(by: $0.value)) } ?? base
    }
}

/// A pipeline in the graph.
public struct PipelineNode: Sendable {
    public let name: String
    public let location: String
    public let documentation: String?
    public let schedule: Schedule
    /// The function that made it and where that was called; `nil` where it was written out.
    public let generator: (name: String, location: String)?
    /// Defaults of its family, then its own.
    public let layers: [SettingsLayer]
    /// How many of its tasks may be under way at a time; `nil` where that is not limited.
    public let limit: Int?
    /// How many of its datestamps a run may have under way at a time; `nil` where that is not limited.
    public let parallel: Int?
    /// The places of its nodes.
    public internal(set) var nodes: Range<Int>
    /// Settings below those of a task: at 0 the pipeline's, then one for each of its groups, all lower layers merged.
    var bases: [SharedSettings]
}

/// Settings of a layer above the tasks, and where they stand.
public struct SettingsLayer: Hashable, Sendable {
    public let kind: Kind
    public let location: String
    public let settings: Settings
    /// Which of its kind it is, where that has a name: a profile's.
    public let name: String

    public init(kind: Kind, name: String = "", location: String, settings: Settings) {
        self.kind = kind
        self.name = name
        self.location = location
        self.settings = settings
    }

    /// As an explanation has it: `profile prod, profiles.json:3:14`.
    var phrase: String {
        let word = name.isEmpty ? kind.rawValue : "\(kind.rawValue) \(name)"
        return location.isEmpty ? word : "\(word), \(location.printable)"
    }

    public enum Kind: String, Hashable, Sendable {
        case library, family, pipeline, group, task, profile
        case commandLine = "command line"
    }
}

extension [SettingsLayer] {
    /// What they say together: of each setting the last word.
    public var merged: Settings { reduce(Settings()) { $0.overridden(by: $1.settings) } }
}
