public import Dataswarm

/// How much may be under way at a time.
public struct Limits: Hashable, Sendable {
    /// Attempts over all pools, at least 1.
    public var jobs: Int
    /// The slots of each pool, by name; a pool that is not named has no limit.
    public var pools: [String: Int]

    public init(jobs: Int, pools: [String: Int] = [:]) {
        self.jobs = max(jobs, 1)
        self.pools = pools
    }

    public init(jobs: Int, pools: [Pool]) {
        self.init(jobs: jobs, pools: Dictionary(pools.map { ($0.name, $0.slots) }, uniquingKeysWith: max))
    }
}
