public import Dataswarm
public import PipelineRecord

/// A ds that a run takes up.
public struct PlannedDatestamp: Sendable {
    public var run: Int64
    public var ds: String
    /// The profile that it goes by.
    public var profile: String?
    /// How many tasks and steps of resources are to run.
    public var runCount: Int
    /// How many of these are steps of resources.
    public var stepCount: Int
    /// How many tasks are done already.
    public var skipCount: Int
    /// What its probes look for, by task.
    public var looks: [TaskKey: RenderedProbe] = [:]
    /// What the reader should know.
    public var notices: [RunNotice]
    public var time: Int64
}
