public import Dataswarm
public import PipelineGraph
import PipelineRecord

/// What a request plans for a ds.
public struct PlannedPart: Sendable {
    public let ds: Datestamp
    public let plan: Plan
    /// The attempts that were under way when it was planned.
    let underWay: [TaskKey: Int]
    public var notices: [RunNotice]
    /// What keeps some pipelines out of it.
    public var problems: [Problem] = []
}
