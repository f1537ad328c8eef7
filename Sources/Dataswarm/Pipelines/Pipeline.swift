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
///
/// Tasks of other pipelines name its tasks as its members: `depList: [catGIFs.find]`, or `catGIFs["find"]` where the name is no
/// word of Swift's. Whether there is such a task is seen when the graph is loaded. The pipeline itself can be waited for as a
/// group can: `depList: [catGIFs]`.
@dynamicMemberLookup
public final class Pipeline: Node, @unchecked Sendable {
    /// When it is meant to run.
    public let schedule: Schedule
    /// What it is for, in the author's words.
    public let documentation: String?
    /// How many of its tasks may be under way at a time; `nil` where that is not limited.
    public let limit: Int?
    /// How many of its datestamps a run may have under way at a time, whatever `--parallel` says; `nil` where that is not limited.
    public let parallel: Int?
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
    public let generator: Generator?
    /// Defaults of the family that it belongs to, which its own defaults override.
    public let familyDefaults: Defaults?

    /// The closure in which its tasks were written.
    let closure: Scope

    /// Describes a pipeline.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_`, `-` and `.`; unique among all pipelines.
    ///   - schedule: when it is meant to run; `.never` means only by hand.
    ///   - documentation: what it is for.
    ///   - limit: how many of its tasks may be under way at a time, at least 1; not limited unless told.
    ///   - parallel: how many of its datestamps a run may have under way at a time, at least 1. A range takes one at a time unless
    ///     `--parallel` asks for more, and never more than this; it holds as well for those that come along because a task waits for
    ///     them, which run side by side unless told.
    ///   - content: its defaults and tasks.
    public init(
        _ name: String,
        schedule: Schedule = .never,
        documentation: String? = nil,
        limit: Int? = nil,
        parallel: Int? = nil,
        file: String = #fileID,
        line: Int = #line,
        @PipelineBuilder content: () -> [Statement]
    ) {
        let scope = Scope(pipeline: name)
        let statements = Scope.$current.withValue(scope, operation: content)
        let collected = Collection(statements, scope: scope)
        self.schedule = schedule
        self.documentation = documentation
        self.limit = limit
        self.parallel = parallel
        self.defaults = statements.compactMap(\.defaults)
        self.tasks = collected.tasks
        self.groups = collected.groups
        self.resources = collected.resources
        self.forgotten = collected.forgotten
        self.generator = nil
        self.familyDefaults = nil
        self.closure = scope
        super.init(name: name, dependencies: [], location: SourceLocation(file: file, line: line), scope: nil)
    }

    /// The same pipeline with another generator or other defaults of its family.
    init(_ other: Pipeline, generator: Generator?, familyDefaults: Defaults?) {
        schedule = other.schedule
        documentation = other.documentation
        limit = other.limit
        parallel = other.parallel
        defaults = other.defaults
        tasks = other.tasks
        groups = other.groups
        resources = other.resources
        forgotten = other.forgotten
        self.generator = generator
        self.familyDefaults = familyDefaults
        closure = other.closure
        super.init(name: other.name, dependencies: [], location: other.location, scope: nil)
    }

    override var reference: TaskReference { TaskReference(pipeline: nil, name: name) }

    /// The task or the group of that name, to wait for it or to read its output.
    public subscript(name: String) -> NamedTask {
        NamedTask(TaskReference(pipeline: self.name, name: name), location: location)
    }

    /// The task or the group of that name: `catGIFs.find`.
    public subscript(dynamicMember name: String) -> NamedTask { self[name] }

    /// The task of that name, for a test of the pipeline to look at; `nil` where it has none.
    public func task(named name: String) -> Task? { tasks.first { $0.name == name } }

    /// Marks the pipeline as made by a generator function; see ``Generator``.
    public func generated(by name: String, file: String, line: Int) -> Pipeline {
        let location = SourceLocation(file: file, line: line)
        return Pipeline(self, generator: Generator(name: name, location: location), familyDefaults: familyDefaults)
    }
}
