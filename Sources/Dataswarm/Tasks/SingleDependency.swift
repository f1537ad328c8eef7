// A list of one needs no brackets: `depList: fetch`. What is said of the other initialisers holds here.

extension Task {
    /// Describes a task that waits for one thing.
    public convenience init(
        _ name: String,
        _ operation: any Operator,
        depList dependency: Node,
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
        self.init(
            name, operation, depList: [dependency], uses: uses, owner: owner, retries: retries, timeout: timeout,
            holdAfterFailures: holdAfterFailures, skipOn: skipOn, pool: pool, priority: priority, tags: tags,
            documentation: documentation, environment: environment, workingFolder: workingFolder, when: when,
            file: file, line: line)
    }
}

extension Group {
    /// Describes a group that waits for one thing.
    public convenience init(
        _ name: String,
        depList dependency: Node,
        uses: [Resource] = [],
        limit: Int? = nil,
        file: String = #fileID,
        line: Int = #line,
        @PipelineBuilder content: () -> [Statement]
    ) {
        self.init(
            name, depList: [dependency], uses: uses, limit: limit, file: file, line: line, content: content)
    }
}

extension Resource {
    /// Describes a resource whose creation waits for one thing.
    public init(
        _ name: String,
        create: any Operator,
        destroy: any Operator,
        depList dependency: Node,
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
            name, create: create, destroy: destroy, depList: [dependency], owner: owner, retries: retries,
            timeout: timeout, destroyRetries: destroyRetries, destroyTimeout: destroyTimeout, pool: pool,
            environment: environment, workingFolder: workingFolder, documentation: documentation, file: file,
            line: line)
    }

    /// Describes a resource whose creation waits for one thing, and whose destruction reads what it has published.
    public init(
        _ name: String,
        create: any Operator,
        destroy: (OutputMacro) -> any Operator,
        depList dependency: Node,
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
            name, create: create, destroy: destroy, depList: [dependency], owner: owner, retries: retries,
            timeout: timeout, destroyRetries: destroyRetries, destroyTimeout: destroyTimeout, pool: pool,
            environment: environment, workingFolder: workingFolder, documentation: documentation, file: file,
            line: line)
    }
}
