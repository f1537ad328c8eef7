/// A named graph of tasks with defaults and a schedule.
///
/// ```swift
/// public let catGIFs = Pipeline("cat_gifs", schedule: .daily) {
///     Defaults(owner: "growth", retries: .upTo(3))
///     let find = Task("find", Shell("grep cat.gif requests/\(.ds).log"))
///     Task("post", PHP(file: "post.php", arguments: ["\(.ds)"]), depList: [find])
/// }
/// ```
///
/// The closure is evaluated at once and only describes: nothing is executed. Only the ends need to stand as statements;
/// what they depend on comes along.
public struct Pipeline: Sendable {
    /// The name: letters, digits, `_`, `-` and `.`.
    public let name: String
    /// When it is meant to run.
    public let schedule: Schedule
    /// What it is for, in the author's words.
    public let documentation: String?
    /// How many of its tasks may be under way at a time; `nil` where that is not limited.
    public let limit: Int?
    /// Where it is declared.
    public let location: SourceLocation
    /// Defaults that all its tasks share, in the order in which they were given; later ones win.
    public let defaults: [Defaults]
    /// Its tasks: what a task depends on stands before it.
    public let tasks: [Task]
    /// Its groups: a group stands before the groups in it.
    public let groups: [Group]
    /// The resources that its tasks use.
    public let resources: [Resource]
    /// Tasks, groups and resources in its closure that are no part of it: nothing lists them, or they belong to another pipeline.
    /// `driver` warns of them.
    public let forgotten: [Node]
    /// The function that made it, if one did.
    public internal(set) var generator: Generator?
    /// Defaults of the family that it belongs to, which its own defaults override.
    public internal(set) var familyDefaults: Defaults?

    let scope: Scope

    /// Describes a pipeline.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_`, `-` and `.`; unique among all pipelines.
    ///   - schedule: when it is meant to run; `.never` means only by hand.
    ///   - documentation: what it is for.
    ///   - limit: how many of its tasks may be under way at a time, at least 1; not limited unless told.
    ///   - content: its defaults and tasks.
    public init(
        _ name: String,
        schedule: Schedule = .never,
        documentation: String? = nil,
        limit: Int? = nil,
        file: String = #fileID,
        line: Int = #line,
        @PipelineBuilder content: () -> [Statement]
    ) {
        let scope = Scope(pipeline: name)
        let statements = Scope.$current.withValue(scope, operation: content)
        let collected = Collection(statements, scope: scope)
        self.name = name
        self.schedule = schedule
        self.documentation = documentation
        self.limit = limit
        self.location = SourceLocation(file: file, line: line)
        self.defaults = statements.compactMap(\.defaults)
        self.tasks = collected.tasks
        self.groups = collected.groups
        self.resources = collected.resources
        self.forgotten = collected.forgotten
        self.scope = scope
    }

    /// The task of that name, to depend on it from another pipeline or to look at it in a test.
    public subscript(task: String) -> Task? { tasks.first { $0.name == task } }

    /// Marks the pipeline as made by a generator function; see ``Generator``.
    public func generated(by name: String, file: String, line: Int) -> Pipeline {
        var copy = self
        copy.generator = Generator(name: name, location: SourceLocation(file: file, line: line))
        return copy
    }
}
