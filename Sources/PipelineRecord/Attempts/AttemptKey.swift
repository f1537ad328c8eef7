/// What names an attempt: the number of a try at a key.
public struct AttemptKey: Hashable, Sendable {
    public var key: TaskKey
    /// Counted from 1, over all runs.
    public var number: Int

    public init(_ key: TaskKey, number: Int) {
        self.key = key
        self.number = number
    }
}
