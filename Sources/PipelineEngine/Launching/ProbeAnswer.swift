/// What a probe found.
public enum ProbeAnswer: Hashable, Sendable {
    case yes
    case notYet
    /// The question itself failed; the sentence says how, and `end` how its process ended where it had one.
    case failed(String, end: AttemptEnd? = nil)
    /// Nobody knows the answer, for what kept the process that was asked is gone; the sentence says what happened.
    case lost(String)
}
