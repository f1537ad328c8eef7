public import PipelineRecord

/// What is on record of a ds, as far as a plan goes by it.
public struct PlanRecord: Sendable {
    /// By task.
    public var tasks: [String: TaskRecord] = [:]
    /// The claims of other runs that go on, by task.
    public var claims: [String: Claim] = [:]
    /// The resources that earlier runs have left.
    public var live: [LiveResource] = []
    /// What the run has done already, where it is planned once more.
    public var earlier = EarlierWork()

    /// Nothing at all.
    public init() {}

    public init(tasks: [String: TaskRecord], live: [LiveResource] = []) {
        self.tasks = tasks
        self.live = live
    }
}
