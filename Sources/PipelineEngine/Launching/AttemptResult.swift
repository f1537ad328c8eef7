public import PipelineRecord

/// How an attempt ended, and what it has used.
public struct AttemptResult: Hashable, Sendable {
    public var end: AttemptEnd
    public var measures: AttemptMeasures?
    /// What may have been the cause of a failure that its end does not tell, such as a disk that is full; the end of a
    /// sentence.
    public var remark: String?

    public init(_ end: AttemptEnd, measures: AttemptMeasures? = nil, remark: String? = nil) {
        self.end = end
        self.remark = remark
        self.measures = measures
    }
}
