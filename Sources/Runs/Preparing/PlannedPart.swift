public import Dataswarm
public import PipelineGraph

/// What a request plans for a ds.
public struct PlannedPart: Sendable {
    public let ds: Datestamp
    public let plan: Plan
    /// The attempts that were under way when it was planned, by task.
    let underWay: [String: Int]
    public var notices: [RunNotice]
}
