/// What an attempt has used; `nil` is not known.
public struct AttemptMeasures: Hashable, Sendable {
    /// The most memory that its largest process has held, in bytes.
    public var peakMemory: Int64?
    /// Processor time of its processes in their own code, in milliseconds.
    public var userTime: Int64?
    /// Processor time of its processes in the system's, in milliseconds.
    public var systemTime: Int64?
    /// The length of its log.
    public var logBytes: Int64?
    /// What the files have that it published; 0 where it published nothing.
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
