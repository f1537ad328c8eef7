/// Why a graph cannot be used: all that is wrong with it.
public struct GraphError: Error, Hashable, Sendable, CustomStringConvertible {
    public let details: [Problem]
    /// The places of the pipelines of which it is a mistake on this machine alone; empty where the graph cannot be used at all.
    public var pipelines: Set<Int> = []

    /// The same, a sentence each.
    public var problems: [String] { details.map(\.description) }

    public var description: String { problems.joined(separator: "\n") }
}
