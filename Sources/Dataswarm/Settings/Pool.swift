/// A limit that tasks share: at most so many slots are in use at a time, over all pipelines of a run.
///
/// Pools are declared in the list of definitions; a task names one or several: `pool: "hive"`.
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
