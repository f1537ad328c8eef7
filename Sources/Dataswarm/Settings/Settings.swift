/// What every task has beside its operator; each is optional in each layer.
///
/// The layers, from the lowest: the library's (``library``), a family's, the pipeline's, the groups' from the outermost,
/// the task's own, and the command line's. A higher layer's word wins; `environment` is merged by variable and `tags`
/// add up.
public struct Settings: Hashable, Sendable {
    /// Who answers for the task.
    public var owner: String?
    /// How often a failed attempt is repeated, and after how long.
    public var retries: Retries?
    /// How long one attempt may take.
    public var timeout: Duration?
    /// The circuit breaker: on how many ds in a row it may fail before it is held; 0 for any number.
    public var holdAfterFailures: Int?
    /// The exit codes by which its process says that there is nothing to do: that is no failure.
    public var skipOn: ExitCodes?
    /// The shared limits that it counts against; a higher layer replaces all of them.
    public var pool: PoolUse?
    /// Higher starts first.
    public var priority: Int?
    /// Words to select it by.
    public var tags: [String]
    /// What it is for.
    public var documentation: String?
    /// Variables for its process.
    public var environment: [String: EnvironmentValue]
    /// Where its process starts; a relative path starts at the package.
    public var workingFolder: Argument?
    /// What must have become of the tasks that it waits for.
    public var when: TriggerRule?

    public init(
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
        when: TriggerRule? = nil
    ) {
        self.owner = owner
        self.retries = retries
        self.timeout = timeout
        self.holdAfterFailures = holdAfterFailures
        self.skipOn = skipOn
        self.pool = pool
        self.priority = priority
        self.tags = tags
        self.documentation = documentation
        self.environment = environment
        self.workingFolder = workingFolder
        self.when = when
    }

    /// A layer that says nothing.
    static let unsaid = Settings()

    /// What is so where no layer says anything: no owner, no retries, no timeout, no pool, priority 0, `.allSucceeded`.
    public static let library = Settings(retries: .never, priority: 0, when: .allSucceeded)
}
