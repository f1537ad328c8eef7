/// The zones that a graph names, as the machine's database has them: what is reckoned with them reads no file.
public struct ZoneTable: Sendable {
    private var zones: [String: Result<Zone, ZoneProblem>] = ["UTC": .success(.utc)]

    /// A table of UTC alone.
    public init() {}

    /// What is known of a name.
    public internal(set) subscript(name: String) -> Result<Zone, ZoneProblem> {
        get { zones[name] ?? .failure(ZoneProblem("has not been looked up")) }
        set { zones[name] = newValue }
    }

    /// Whether it lacks any of the zones that were asked for.
    public var hasProblems: Bool { zones.values.contains { if case .failure = $0 { true } else { false } } }

    /// The zone of a name.
    public func zone(named name: String) throws(ZoneProblem) -> Zone { try self[name].get() }
}

/// Why there is no zone of a name: a clause that goes on from the name, such as "is not in …".
public struct ZoneProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ clause: String) {
        description = clause
    }
}
