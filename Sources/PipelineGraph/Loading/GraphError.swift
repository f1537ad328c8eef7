/// Why a graph cannot be used: all that is wrong with it, a sentence each.
public struct GraphError: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}
