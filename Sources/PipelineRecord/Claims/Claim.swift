/// A claim on a key: the right of one live run to do it, from its first attempt until it has settled there.
public struct Claim: Hashable, Sendable {
    public var key: TaskKey
    public var run: Int64
    /// The process that executes the run.
    public var owner: RunOwner
    /// The latest attempt.
    public var number: Int
    /// When the run claimed it, in milliseconds since 1970.
    public var since: Int64

    public init(key: TaskKey, run: Int64, owner: RunOwner, number: Int, since: Int64) {
        self.key = key
        self.run = run
        self.owner = owner
        self.number = number
        self.since = since
    }
}
