public import Dataswarm

/// A task, a group or a step of a resource in the graph.
public struct Node: Sendable {
    /// `pipeline.name`.
    public let fullName: String
    /// The place of its pipeline in ``Graph/pipelines``.
    public let pipeline: Int
    /// The place of the group that it is a member of.
    public internal(set) var group: Int?
    public let isGroup: Bool
    /// What it does to a resource, if that is what it is for.
    public internal(set) var step: ResourceStep?
    /// Which of the pipeline's bases its settings stand on.
    var base = 0
    /// The rest, which is long, in one object: walks over a graph copy many nodes.
    let body: Body

    /// What does not change once the node is read.
    final class Body: Sendable {
        let name: String
        let location: String
        let operatorName: String
        let invocation: Invocation
        /// `nil` where the task says nothing for itself.
        let settings: SharedSettings?
        let layers: [SettingsLayer]
        let limit: Int?

        init(
            name: String = "", location: String = "", operatorName: String = "", invocation: Invocation = .nothing,
            settings: SharedSettings? = nil, layers: [SettingsLayer] = [], limit: Int? = nil
        ) {
            self.name = name
            self.location = location
            self.operatorName = operatorName
            self.invocation = invocation
            self.settings = settings
            self.layers = layers
            self.limit = limit
        }
    }
}

extension Node {
    /// Whether it is a task that an author wrote as one: neither a group nor a step of a resource.
    public var isTask: Bool { !isGroup && step == nil }
    public var name: String { body.name }
    public var location: String { body.location }
    /// The operator's name; empty for a group.
    public var operatorName: String { body.operatorName }
    public var invocation: Invocation { body.invocation }
    /// What the task says for itself; a group's say is in ``layers``.
    public var settings: Settings { body.settings?.value ?? Settings() }
    /// A group's defaults.
    public var layers: [SettingsLayer] { body.layers }
    /// How many of a group's tasks may be under way at a time; `nil` where that is not limited.
    public var limit: Int? { body.limit }
}
