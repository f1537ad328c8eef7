/// A setting of tasks: its name, and where ``Settings`` has it.
///
/// ``all`` is the one list of them. How a setting is merged, written to graph JSON, read from it, explained and taken from
/// the command line follows from the kind of its value, so that a new one is a property of ``Settings``, a parameter of
/// the initialisers that take it, and a line here.
package final class Setting: Sendable {
    /// What it is called wherever it is written down.
    package let name: String
    /// What it is called in graph JSON, where a time says its unit.
    package let member: String
    package let value: Value

    /// Where its value lies, and of what kind it is.
    package enum Value: Sendable {
        case text(Place<String?>)
        /// Words for people.
        case prose(Place<String?>)
        case number(Place<Int?>, within: ClosedRange<Int>)
        /// A number of failures in a row, at which something happens; 0 for never.
        case failures(Place<Int?>)
        case exitCodes(Place<ExitCodes?>)
        case duration(Place<Duration?>)
        case retries(Place<Retries?>)
        case pools(Place<PoolUse?>)
        case argument(Place<Argument?>)
        case rule(Place<TriggerRule?>)
        /// Words to which each layer adds.
        case tags(Place<[String]>)
        /// Variables, which are merged one by one.
        case variables(Place<[String: EnvironmentValue]>)
    }

    /// Where ``Settings`` has a value. A key path would say the same, and take several times as long to follow: a graph of
    /// 100,000 tasks has a million values.
    package struct Place<Content>: Sendable {
        package let value: @Sendable (Settings) -> Content
        package let put: @Sendable (inout Settings, Content) -> Void

        fileprivate init(
            _ value: @escaping @Sendable (Settings) -> Content,
            _ put: @escaping @Sendable (inout Settings, Content) -> Void
        ) {
            self.value = value
            self.put = put
        }
    }

    private init(_ name: String, _ value: Value) {
        self.name = name
        member = if case .duration = value { "\(name)_ms" } else { name }
        self.value = value
    }

    /// All settings, in the order in which canonical JSON has them.
    package static let all = [
        Setting("owner", .text(Place({ $0.owner }, { $0.owner = $1 }))),
        Setting("retries", .retries(Place({ $0.retries }, { $0.retries = $1 }))),
        Setting("timeout", .duration(Place({ $0.timeout }, { $0.timeout = $1 }))),
        Setting("hold_after_failures", .failures(Place({ $0.holdAfterFailures }, { $0.holdAfterFailures = $1 }))),
        Setting("skip_on", .exitCodes(Place({ $0.skipOn }, { $0.skipOn = $1 }))),
        Setting("pool", .pools(Place({ $0.pool }, { $0.pool = $1 }))),
        Setting("priority", .number(Place({ $0.priority }, { $0.priority = $1 }), within: priorityLimits)),
        Setting("tags", .tags(Place({ $0.tags }, { $0.tags = $1 }))),
        Setting("documentation", .prose(Place({ $0.documentation }, { $0.documentation = $1 }))),
        Setting("environment", .variables(Place({ $0.environment }, { $0.environment = $1 }))),
        Setting("working_folder", .argument(Place({ $0.workingFolder }, { $0.workingFolder = $1 }))),
        Setting("when", .rule(Place({ $0.when }, { $0.when = $1 }))),
    ]

    /// How high a priority may be.
    package static let priorityLimits = -1_000_000...1_000_000
    /// How many retries there may be.
    package static let retryLimits = 0...10_000
    /// How many failures in a row may be waited for.
    package static let failureLimits = 0...10_000
    /// The exit codes that can be anything but success.
    package static let exitCodes = 1...255
    /// How long anything may take.
    package static let timeLimits = Duration.milliseconds(1)...Duration.days(366)
}
