/// A limit that tasks share: at most so many slots are in use at a time, over all pipelines of a run.
///
/// Pools are declared in the list of definitions; a task names one: `pool: "hive"`.
public struct Pool: Hashable, Sendable {
    /// The name: letters, digits, `_`, `-` and `.`.
    public let name: String
    /// How many slots it has, at least 1.
    public let slots: Int
    /// Where it is declared.
    public let location: SourceLocation

    public init(_ name: String, slots: Int, file: String = #fileID, line: Int = #line) {
        self.name = name
        self.slots = slots
        self.location = SourceLocation(file: file, line: line)
    }
}

/// The pool that a task counts against, and how many of its slots it takes.
public struct PoolUse: Hashable, Sendable, ExpressibleByStringLiteral {
    public let name: String
    /// How many slots the task takes while it runs; 1 unless told.
    public let slots: Int

    public init(_ name: String, slots: Int = 1) {
        self.name = name
        self.slots = slots
    }

    public init(stringLiteral name: String) { self.init(name) }
}
