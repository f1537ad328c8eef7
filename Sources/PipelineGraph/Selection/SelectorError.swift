/// A selector that cannot be read, or that matches nothing; one sentence with what to write instead.
public struct SelectorError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}
