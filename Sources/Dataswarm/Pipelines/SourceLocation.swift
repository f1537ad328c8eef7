/// A place in the source of a definition: the module and file, and the line, such as `Pipelines/CatGIFs.swift:12`.
///
/// It is made from `#fileID` and `#line`, so that a graph names no path of the machine that it was described on.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The module and the file, such as `Pipelines/CatGIFs.swift`.
    public let file: String
    /// The line, counted from 1; 0 where none is known.
    public let line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    public var description: String { "\(file):\(line)" }
}
