/// A refusal of the system's, as its number.
public struct SystemError: Error, Hashable, Sendable {
    public let code: Int32
}
