public import Dataswarm
public import PipelineGraph

/// A request that is ready to be executed: its first ds is planned, and the others will be when their turn comes.
public struct PreparedRun: Sendable {
    public let planner: RequestPlanner
    public internal(set) var first: PlannedPart
    /// What comes after the first.
    public internal(set) var rest: [Datestamp]
    /// What was found before the first ds was planned.
    public internal(set) var notices: [RunNotice]
    /// What is to be said of each ds before the first for which there was nothing to do.
    public internal(set) var nothing: [String] = []

    /// The ds before the first that could not be planned, and why.
    public internal(set) var refused: [RefusedDatestamp] = []

    /// Whether there is nothing to do at all, and that is as it should be.
    public var isNothing: Bool { rest.isEmpty && first.plan.items.isEmpty && !nothing.isEmpty && refused.isEmpty }
}

/// A ds of a range that cannot be planned, though others may be.
public struct RefusedDatestamp: Sendable {
    public let ds: String
    public let problems: [Problem]
}
