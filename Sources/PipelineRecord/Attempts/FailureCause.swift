/// Why an attempt did not succeed that nobody asked to end and that has not skipped its task.
///
/// The raw values stand in the store, in events and in graphs.
public enum FailureCause: String, Hashable, Sendable, CaseIterable {
    /// Its process exited with another code than 0.
    case exit
    /// A signal ended its process.
    case signal
    /// The system killed it for want of memory.
    case outOfMemory = "out_of_memory"
    /// It took longer than its `timeout`.
    case timeout
    /// Nobody knows how it ended: what kept it was gone. It is not a failure, and uses up no retry.
    case lost
    /// It could not be started, or its output could not be published.
    case start
}
