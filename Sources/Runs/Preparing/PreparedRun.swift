public import Dataswarm
import PipelineGraph

/// A request that is ready to be executed: its first ds is planned, and the others will be when their turn comes.
public struct PreparedRun: Sendable {
    public let planner: RequestPlanner
    public let first: PlannedPart
    /// What comes after the first.
    public let rest: [Datestamp]
    /// What was found before the first ds was planned.
    public var notices: [RunNotice]
}
