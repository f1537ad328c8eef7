public import PipelineRecord

/// How an attempt ended, and what it has used.
public struct AttemptResult: Hashable, Sendable {
    public var end: AttemptEnd
    public var measures: AttemptMeasures?

    public init(_ end: AttemptEnd, measures: AttemptMeasures? = nil) {
        self.end = end
        self.measures = measures
    }
}
