/// The function that made a pipeline or a task, and where it was called.
///
/// A family is written once and listed many times; the generator leads from a generated task back to the call.
public struct Generator: Hashable, Sendable {
    /// The function's name, such as `replications`.
    public let name: String
    /// Where it was called.
    public let location: SourceLocation

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

extension Array where Element == Pipeline {
    /// Marks each pipeline as made by a generator function.
    ///
    /// - Parameters:
    ///   - name: the function's name.
    ///   - file: the caller's `#fileID`, passed on by the function.
    ///   - line: the caller's `#line`, passed on by the function.
    public func generated(by name: String, file: String, line: Int) -> [Pipeline] {
        map { $0.generated(by: name, file: file, line: line) }
    }

    /// Gives each pipeline of a family defaults that lie below its own.
    public func defaults(_ defaults: Defaults) -> [Pipeline] {
        map { Pipeline($0, generator: $0.generator, familyDefaults: defaults) }
    }
}
