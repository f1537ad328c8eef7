import Dataswarm

/// A resource in the graph, which two nodes stand for: its creation, which its users wait for, and its destruction, which
/// waits for them.
public struct ResourceNode: Sendable {
    /// `pipeline.name`.
    public let fullName: String
    public let location: String
    /// The place of its pipeline in ``Graph/pipelines``.
    public let pipeline: Int
    /// The place of its creation in ``Graph/nodes``.
    public let create: Int
    /// The place of its destruction in ``Graph/nodes``.
    public let destroy: Int
    /// The places of the tasks that use it.
    public internal(set) var users: [Int] = []

    /// The most bytes of a resource's name: those of its steps are names, too.
    static let lengthLimit = Name.lengthLimit - StepKind.destroy.suffix.utf8.count
}

/// What a node does to a resource.
public struct ResourceStep: Hashable, Sendable {
    public let kind: StepKind
    /// The place of the resource in ``Graph/resources``.
    public let resource: Int
}

/// The two things that are done to a resource.
public enum StepKind: String, Hashable, Sendable {
    case create, destroy

    /// What follows the resource's name in that of the step.
    var suffix: String { ".\(rawValue)" }
}

extension Graph {
    /// The places of the creations of what a task uses.
    public func uses(of task: Int) -> [Int] {
        if resources.isEmpty { return [] }
        return upstream[task].filter { nodes[$0].step?.kind == .create }
    }

    /// What names the work of a node: a task for itself, the resource for both of its steps.
    public func subject(of node: Int) -> String {
        nodes[node].step.map { resources[$0.resource].fullName } ?? nodes[node].fullName
    }
}

extension Settings {
    /// The settings of the destruction of a resource where no layer says anything: it must come to an end, because a run
    /// that is stopped waits for it.
    static let libraryOfDestruction = Settings.library.overridden(by: Settings(timeout: .minutes(10)))
}
