/// How an attempt ended.
public enum AttemptEnd: Hashable, Sendable {
    /// Its process exited; 0 is success, and its output is published.
    case exited(Int32)
    /// Its process was ended by a signal.
    case signalled(Int32)
    /// The system killed it for want of memory.
    case outOfMemory
    /// It was ended because that was asked for; nothing was published.
    case endedOnRequest
    /// It could not be started, or its output could not be published; the sentence says why.
    case impossible(String)
    /// Nobody knows how it ended, for what kept it was gone; no process of it is left, and the sentence says what happened.
    case lost(String)
}
