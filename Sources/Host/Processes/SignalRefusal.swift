/// Why a process could not be sent a signal.
public enum SignalRefusal: Error, Hashable, Sendable {
    /// It has ended, or its number is another's now.
    case gone
    /// It is another user's.
    case notPermitted
    /// The system's reason.
    case failed(String)
}
