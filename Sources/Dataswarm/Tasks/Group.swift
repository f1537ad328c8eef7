/// Tasks with a name of their own, which can wait and be waited for as one, and which share defaults.
///
/// ```swift
/// let loads = Group("loads", depList: [wait]) {
///     Defaults(pool: "mysql")
///     for shard in 0..<4 { Task("load_\(shard)", …) }
/// }
/// Task("swap", …, depList: [loads])
/// ```
///
/// With `limit: 2` at most two of its tasks, those of groups in it included, are under way at a time.
///
/// A group waits by its first tasks and is done when all its tasks are. Its members are the tasks that stand in its
/// closure as statements, and those written in the closure that they depend on.
public final class Group: Node, @unchecked Sendable {
    /// Defaults for its tasks, over those of its pipeline.
    public let defaults: [Defaults]
    /// How many of its tasks may be under way at a time; `nil` where that is not limited.
    public let limit: Int?
    let inner: Scope

    /// Describes a group.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_`, `-` and `.`; unique among the tasks and groups of its pipeline.
    ///   - depList: what all its tasks wait for.
    ///   - uses: resources that each of its tasks uses.
    ///   - limit: how many of its tasks may be under way at a time, at least 1; not limited unless told.
    ///   - content: its defaults and tasks.
    public init(
        _ name: String,
        depList: [Node] = [],
        uses: [Resource] = [],
        limit: Int? = nil,
        file: String = #fileID,
        line: Int = #line,
        @PipelineBuilder content: () -> [Statement]
    ) {
        let inner = Scope(parent: Scope.current)
        let statements = Scope.$current.withValue(inner, operation: content)
        self.defaults = statements.compactMap(\.defaults)
        self.limit = limit
        self.inner = inner
        super.init(
            name: name, dependencies: depList, uses: uses, statements: statements.flatMap(\.nodes),
            location: SourceLocation(file: file, line: line))
    }
}
