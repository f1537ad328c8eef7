public import PipelineGraph
public import PipelineRecord

/// What is on record for a ds, as a plan is made from it.
public struct DatestampRecord: Sendable {
    /// By task.
    public var tasks: [String: TaskRecord] = [:]
    /// The claims of runs that go on, by task.
    public var claims: [String: Claim] = [:]
    /// The attempts that were under way before anything else was read, by task.
    public var underWay: [String: Int] = [:]
    /// All resources that are on record as live.
    public var live: [LiveResource] = []
    /// The resources of these that no run keeps any more.
    public var leftovers: [LiveResource] = []
    /// What the run has done that the plan is for, where another process had begun it.
    public var earlier = EarlierWork()

    /// Nothing at all.
    public init() {}
}
