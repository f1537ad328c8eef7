public import PipelineRecord

/// What is known of a run when it begins.
public struct RunBeginning: Sendable {
    public var run: Int64
    public var request: RunRequest
    /// Whether another process had begun it.
    public var isResumed: Bool
    public var time: Int64
}
