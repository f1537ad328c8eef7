/// What the processes of an order have used, all that its keeper has reaped.
public struct ProcessUsage: Hashable, Sendable {
    /// The most memory that the largest has held, in bytes; 0 where it is not known.
    public var peakMemory: Int64 = 0
    /// Processor time in their own code, in milliseconds.
    public var userTime: Int64 = 0
    /// Processor time in the system's, in milliseconds.
    public var systemTime: Int64 = 0
}
