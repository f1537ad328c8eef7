/// How many rows were taken out of a store.
public struct RemovedRecords: Hashable, Sendable {
    public var attempts = 0
    public var runs = 0
    /// Tasks whose state was forgotten.
    public var tasks = 0

    public init() {}
}
