/// A node of a pipeline: a name, an operator, what it waits for, and settings.
///
/// A dependency is the task itself: `depList: [find]`. A misspelt one does not compile, and a cycle cannot be written,
/// because a task must exist before another can name it.
public final class Task: Node, @unchecked Sendable {
    /// How the task works.
    public let operation: any Operator
    /// What the task says for itself; what it leaves out comes from its group, its pipeline and the library.
    public let settings: Settings

    /// Describes a task.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_`, `-` and `.`; unique in its pipeline.
    ///   - operation: how it works, such as ``Shell``.
    ///   - depList: what it waits for: tasks, groups, `.task("other.name")`, `.previous`.
    ///   - uses: what must be there while it runs: resources, which are created for it and destroyed after it.
    ///   - owner: who answers for it.
    ///   - retries: how often a failed attempt is repeated, and after how long.
    ///   - timeout: how long one attempt may take.
    ///   - holdAfterFailures: the circuit breaker. A task that has failed on so many ds in a row is not started any more
    ///     until `driver release` lets it; 0 means never, which is so unless told.
    ///   - skipOn: exit codes by which its process says that there is nothing to do, such as `99` or `[99, 100]`. The task is
    ///     then `skipped`, what it wrote is not published, and it is not tried again; none unless told.
    ///   - pool: the shared limits that it counts against, such as `"hive"` or `["source", "warehouse"]`.
    ///   - priority: higher starts first; 0 unless told.
    ///   - tags: words to select it by, as in `driver --only tag:nightly`.
    ///   - documentation: what it is for.
    ///   - environment: variables for its process, over those of the layers below.
    ///   - workingFolder: where its process starts; a relative path starts at the package.
    ///   - when: what must have become of the tasks that it waits for.
    public init(
        _ name: String,
        _ operation: any Operator,
        depList: [Node] = [],
        uses: [Resource] = [],
        owner: String? = nil,
        retries: Retries? = nil,
        timeout: Duration? = nil,
        holdAfterFailures: Int? = nil,
        skipOn: ExitCodes? = nil,
        pool: PoolUse? = nil,
        priority: Int? = nil,
        tags: [String] = [],
        documentation: String? = nil,
        environment: [String: EnvironmentValue] = [:],
        workingFolder: Argument? = nil,
        when: TriggerRule? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.operation = operation
        self.settings = Settings(
            owner: owner, retries: retries, timeout: timeout, holdAfterFailures: holdAfterFailures, skipOn: skipOn,
            pool: pool,
            priority: priority, tags: tags, documentation: documentation, environment: environment,
            workingFolder: workingFolder, when: when)
        super.init(name: name, dependencies: depList, uses: uses, location: SourceLocation(file: file, line: line))
    }

    /// The folder that this task has published for the same ds, for a task that waits for it to read.
    public var output: OutputMacro { OutputMacro(source: reference, steps: []) }

    /// The folder that this task has published for another ds, such as `load.output(at: .ds - 1.days)`.
    public func output(at ds: DatestampMacro) -> OutputMacro { OutputMacro(source: reference, steps: ds.steps) }
}
