/// What has become of an order, said by its keeper once no process of it is left.
public enum Report: Hashable, Sendable {
    /// Nothing was started; the number is the system's.
    case notStarted(Stage, Int32)
    /// The process and all that it left behind are gone.
    case ended(Ending)

    public enum Stage: Int64, Sendable {
        /// The working folder cannot be entered.
        case folder
        /// The program cannot be started.
        case program
        /// What it prints cannot be filtered.
        case log
    }

    public struct Ending: Hashable, Sendable {
        /// As `wait(2)` gives it.
        public var status: Int32
        /// Whether it was asked to end before it had exited.
        public var wasAsked: Bool
        /// Whether the system killed a process for want of memory, and this one, or one that it reports on, was killed.
        public var lackedMemory: Bool
        /// Why not all that it printed is in its log, as the system's number; 0 where all is.
        public var logTrouble: Int32 = 0
        /// What its processes have used.
        public var usage = ProcessUsage()
        /// The length of its log by then, in bytes; negative where that cannot be known.
        public var logBytes: Int64 = -1
    }
}
