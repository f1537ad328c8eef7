/// Something that tasks need while they run: a scratch database, a cluster. It is created for its first user in a run and
/// destroyed after its last, also when something failed or was stopped.
///
/// ```swift
/// let database = Resource(
///     "scratch_db",
///     create: Shell("createdb scratch_\(.ds, .compact) && echo localhost > \(.output)/host"),
///     destroy: Shell("dropdb --if-exists scratch_\(.ds, .compact)"))
/// let load = Task("load", Shell("load --host \"$(cat \(database.output)/host)\""), uses: [database])
/// ```
///
/// It lives for one run: it is never done before, and it is created only if a task that uses it starts. It is no task:
/// nobody waits for it, and it belongs to the pipeline that its users do.
public struct Resource: Sendable {
    let anchor: ResourceAnchor

    init(anchor: ResourceAnchor) { self.anchor = anchor }

    /// The name: letters, digits, `_`, `-` and `.`; unique among the tasks, groups and resources of its pipeline.
    public var name: String { anchor.name }
    /// Where it is declared.
    public var location: SourceLocation { anchor.location }
    /// What its creation waits for.
    public var dependencies: [Node] { anchor.dependencies }

    /// Describes a resource.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_`, `-` and `.`, at most 112 of them.
    ///   - create: brings it about. What it writes to `\(.output)` its users read as ``output``.
    ///   - destroy: does away with it, also where the creation has failed half-way or what is to be destroyed is gone
    ///     already. It succeeds when nothing of it is left.
    ///   - depList: what its creation waits for, beside its first user's own waiting.
    ///   - owner: who answers for it.
    ///   - retries: how often a failed creation or destruction is repeated.
    ///   - timeout: how long one attempt at either may take. Without any, a creation may take for ever, and a
    ///     destruction ten minutes.
    ///   - destroyRetries: as `retries`, for the destruction alone.
    ///   - destroyTimeout: as `timeout`, for the destruction alone.
    ///   - pool: the shared limits that its creation and destruction count against; while it lives, it takes no slot.
    ///   - environment: variables for both.
    ///   - workingFolder: where both start; a relative path starts at the package.
    ///   - documentation: what it is for.
    public init(
        _ name: String,
        create: any Operator,
        destroy: any Operator,
        depList: [Node] = [],
        owner: String? = nil,
        retries: Retries? = nil,
        timeout: Duration? = nil,
        destroyRetries: Retries? = nil,
        destroyTimeout: Duration? = nil,
        pool: PoolUse? = nil,
        environment: [String: EnvironmentValue] = [:],
        workingFolder: Argument? = nil,
        documentation: String? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.init(
            name, create: create, destroy: { _ in destroy }, depList: depList, owner: owner, retries: retries,
            timeout: timeout, destroyRetries: destroyRetries, destroyTimeout: destroyTimeout, pool: pool,
            environment: environment, workingFolder: workingFolder, documentation: documentation, file: file, line: line
        )
    }

    /// Describes a resource whose destruction reads what its creation has published: `destroy: { Shell("stop \"$(cat \($0)/id)\"") }`.
    ///
    /// The folder is not there where the creation has failed or was killed: what is to be destroyed is best named after
    /// `\(.runKey)`, which is the same in both.
    ///
    /// - Parameter destroy: is given the folder, as ``output``.
    public init(
        _ name: String,
        create: any Operator,
        destroy: (OutputMacro) -> any Operator,
        depList: [Node] = [],
        owner: String? = nil,
        retries: Retries? = nil,
        timeout: Duration? = nil,
        destroyRetries: Retries? = nil,
        destroyTimeout: Duration? = nil,
        pool: PoolUse? = nil,
        environment: [String: EnvironmentValue] = [:],
        workingFolder: Argument? = nil,
        documentation: String? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        let settings = Settings(
            owner: owner, retries: retries, timeout: timeout, pool: pool, documentation: documentation,
            environment: environment, workingFolder: workingFolder)
        let output = OutputMacro(
            source: TaskReference(pipeline: Scope.current?.pipelineName, name: name), steps: [])
        anchor = ResourceAnchor(
            name,
            create: Step(operation: create, settings: settings),
            destroy: Step(
                operation: destroy(output),
                settings: settings.overridden(by: Settings(retries: destroyRetries, timeout: destroyTimeout))),
            dependencies: depList,
            location: SourceLocation(file: file, line: line))
    }

    /// The folder that its creation has published, for a task that uses it to read: a host, a port, a path.
    public var output: OutputMacro { OutputMacro(source: anchor.reference, steps: []) }

    /// How it is created.
    public var creation: any Operator { anchor.create.operation }
    /// How it is destroyed.
    public var destruction: any Operator { anchor.destroy.operation }

    /// One of the two things that are done to a resource.
    struct Step: Sendable {
        let operation: any Operator
        let settings: Settings
    }
}

/// What stands behind the handles of a resource. It hangs in the same net as tasks do, which a ``Node`` can take apart
/// without recursion.
final class ResourceAnchor: Node, @unchecked Sendable {
    let create: Resource.Step
    let destroy: Resource.Step

    init(
        _ name: String, create: Resource.Step, destroy: Resource.Step, dependencies: [Node], location: SourceLocation
    ) {
        self.create = create
        self.destroy = destroy
        super.init(name: name, dependencies: dependencies, location: location)
    }
}
