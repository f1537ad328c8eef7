public import PipelineRecord

/// What has become of the runs that an earlier process of the same kind has left.
public struct AdoptedRuns: Sendable {
    /// Those that go on here.
    public var running: [RunningRun] = []
    /// The tasks whose attempts could not be found again; where their run goes on, they are tried again.
    public var lost: [TaskRecord] = []
    /// Those that could not be gone on with, and why, a sentence each. They are on record as lost.
    public var abandoned: [(run: Int64, reason: String)] = []

    /// None.
    public init() {}
}
