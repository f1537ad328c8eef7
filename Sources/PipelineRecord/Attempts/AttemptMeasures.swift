/// What an attempt has used; `nil` for what nobody could measure.
public struct AttemptMeasures: Hashable, Sendable {
    /// Of its largest process, in bytes.
    public var peakMemory: Int64?
    /// Processor time of all its processes that were waited for, in milliseconds.
    public var userTime: Int64?
    /// The system's part in that, in milliseconds.
    public var systemTime: Int64?
    /// What it printed, in bytes.
    public var logBytes: Int64?
    /// What it published, in bytes of regular files; 0 where nothing.
    public var outputBytes: Int64?

    public init(
        peakMemory: Int64? = nil, userTime: Int64? = nil, systemTime: Int64? = nil, logBytes: Int64? = nil,
        outputBytes: Int64? = nil
    ) {
        self.peakMemory = peakMemory
        self.userTime = userTime
        self.systemTime = systemTime
        self.logBytes = logBytes
        self.outputBytes = outputBytes
    }
}
