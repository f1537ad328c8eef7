public import Dataswarm
public import PipelineGraph

/// The command line's layer of settings: `--setting retries=0 --setting timeout=10m`.
public enum SettingOverrides {
    public static func split(_ text: String, option: String) throws(PlanError) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw PlanError(problems: ["\(option) \(text.printable): a name and a value belong here, such as limit=5."])
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private static let names = [
        "owner", "retries", "timeout", "hold_after_failures", "pool", "priority", "when", "working_folder", "env.NAME",
    ]

    public static func parse(_ settings: [String], in graph: Graph) throws(PlanError) -> Settings {
        var overrides = Settings()
        for setting in settings {
            let (name, value) = try split(setting, option: "--setting")
            switch name {
            case "owner": overrides.owner = value
            case "retries": overrides.retries = .upTo(try number(value, 0...10_000, setting))
            case "hold_after_failures": overrides.holdAfterFailures = try number(value, 0...10_000, setting)
            case "priority": overrides.priority = try number(value, -1_000_000...1_000_000, setting)
            case "timeout": overrides.timeout = try duration(value, setting)
            case "pool": overrides.pool = try pool(value, graph, setting)
            case "when": overrides.when = try rule(value, setting)
            case "working_folder": overrides.workingFolder = "\(value)"
            case _ where name.hasPrefix("env."):
                let variable = String(name.dropFirst(4))
                guard Name.isVariable(variable), !variable.hasPrefix("DATASWARM_") else {
                    throw PlanError(problems: ["--setting \(setting.printable): '\(variable.printable)' cannot be a variable: use letters, digits and '_', and no name that begins with DATASWARM_."])
                }
                overrides.environment[variable] = "\(value)"
            default:
                throw PlanError(problems: ["--setting \(setting.printable): there is no setting '\(name.printable)': it is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: name, among: names))"])
            }
        }
        return overrides
    }

    private static func number(_ value: String, _ range: ClosedRange<Int>, _ setting: String) throws(PlanError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw PlanError(problems: ["--setting \(setting.printable): a whole number from \(range.lowerBound) to \(range.upperBound) belongs here."])
        }
        return number
    }

    /// `90`, `90s`, `10m`, `2h`, `500ms`.
    private static func duration(_ value: String, _ setting: String) throws(PlanError) -> Duration {
        let digits = value.prefix { $0.isASCII && $0.isNumber }
        let units: [Substring: Int] = ["": 1000, "s": 1000, "ms": 1, "m": 60_000, "h": 3_600_000]
        guard let count = Int(digits), count > 0, count < 100_000_000, let unit = units[value.dropFirst(digits.count)],
            .milliseconds(count * unit) <= Duration.days(366)
        else {
            throw PlanError(problems: ["--setting \(setting.printable): a time up to a year belongs here, such as 90s, 10m or 2h."])
        }
        return .milliseconds(count * unit)
    }

    /// `hive`, `source,warehouse`, or nothing for no pool.
    private static func pool(_ value: String, _ graph: Graph, _ setting: String) throws(PlanError) -> PoolUse {
        let known = graph.pools.map(\.name)
        let names = value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var pools: [SlotClaim] = []
        for name in names {
            guard known.contains(name) else {
                throw PlanError(problems: ["--setting \(setting.printable): no one declares the pool '\(name.printable)'.\(NearMiss.question(for: name, among: known))"])
            }
            guard !pools.contains(where: { $0.name == name }) else {
                throw PlanError(problems: ["--setting \(setting.printable): the pool '\(name.printable)' stands there more than once: name it once."])
            }
            pools.append(SlotClaim(name))
        }
        return PoolUse(pools)
    }

    private static func rule(_ value: String, _ setting: String) throws(PlanError) -> TriggerRule {
        guard let rule = TriggerRule(rawValue: value) else {
            let names = TriggerRule.allCases.map(\.rawValue)
            throw PlanError(problems: ["--setting \(setting.printable): '\(value.printable)' is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: value, among: names))"])
        }
        return rule
    }
}
