/// Which runs are asked for.
public struct RunFilter: Hashable, Sendable {
    /// Only those whose ds is this one, or whose range it lies in, from its beginning to its end, is between; texts are
    /// compared, which for datestamps of one granularity is by time.
    public var ds: String?
    /// Only those in one of these states; all where it is empty.
    public var states: Set<RunState> = []
    /// Only those with a lower number.
    public var before: Int64?
    /// At most so many, the newest.
    public var limit: Int

    public init(ds: String? = nil, states: Set<RunState> = [], before: Int64? = nil, limit: Int = .max) {
        self.ds = ds
        self.states = states
        self.before = before
        self.limit = limit
    }
}
