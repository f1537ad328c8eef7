/// Settings that the tasks of a pipeline, a group or a family share.
///
/// ```swift
/// Defaults(owner: "growth", retries: .upTo(3, backoff: .exponential(from: .seconds(10))), pool: "hive")
/// ```
public struct Defaults: Hashable, Sendable {
    /// What it says; the rest is left to the layers below.
    public let settings: Settings
    /// Where it stands.
    public let location: SourceLocation

    /// Parameters as ``Task/init(_:_:depList:uses:owner:retries:timeout:holdAfterFailures:skipOn:pool:priority:tags:documentation:environment:workingFolder:when:file:line:)`` has them.
    public init(
        owner: String? = nil,
        retries: Retries? = nil,
        timeout: Duration? = nil,
        holdAfterFailures: Int? = nil,
        skipOn: ExitCodes? = nil,
        pool: PoolUse? = nil,
        priority: Int? = nil,
        tags: [String] = [],
        environment: [String: EnvironmentValue] = [:],
        workingFolder: Argument? = nil,
        when: TriggerRule? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        settings = Settings(
            owner: owner, retries: retries, timeout: timeout, holdAfterFailures: holdAfterFailures, skipOn: skipOn,
            pool: pool,
            priority: priority, tags: tags, environment: environment, workingFolder: workingFolder, when: when)
        location = SourceLocation(file: file, line: line)
    }
}
