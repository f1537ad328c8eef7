public import PipelineRecord

/// How an attempt ended.
public enum AttemptEnd: Hashable, Sendable {
    /// Its process exited; 0 is success, and its output is published.
    case exited(Int32)
    /// Its process was ended by a signal.
    case signalled(Int32)
    /// The system killed it for want of memory.
    case outOfMemory
    /// It was ended because the calling task was cancelled; nothing was published.
    case endedOnRequest
    /// It could not be started, or its output could not be published; the sentence says why.
    case impossible(String)
    /// Nobody knows how it ended, for what kept it was gone; no process of it is left, and the sentence says what happened.
    case lost(String)
}

/// What a probe found.
public enum ProbeAnswer: Hashable, Sendable {
    case yes
    case notYet
    /// The question itself failed; the sentence says how, and `end` how its process ended where it had one.
    case failed(String, end: AttemptEnd? = nil)
    /// Nobody knows the answer, for what kept the process that was asked is gone; the sentence says what happened.
    case lost(String)
}

/// How an attempt ended, and what it has used.
public struct AttemptResult: Hashable, Sendable {
    public var end: AttemptEnd
    public var measures: AttemptMeasures?

    public init(_ end: AttemptEnd, measures: AttemptMeasures? = nil) {
        self.end = end
        self.measures = measures
    }
}
