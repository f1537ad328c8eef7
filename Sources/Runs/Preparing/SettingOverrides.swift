public import Dataswarm
public import PipelineGraph

/// The command line's layer of settings: `--setting retries=0 --setting timeout=10m`.
public enum SettingOverrides {
    public static func split(_ text: String, option: String) throws(PlanError) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw PlanError(.setting, "\(option) \(text.printable): a name and a value belong here, such as limit=5.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    public static func parse(_ settings: [String], in graph: Graph) throws(PlanError) -> Settings {
        var overrides = Settings()
        for text in settings {
            let (name, value) = try split(text, option: "--setting")
            guard let setting = Setting.all.first(where: { $0.isSpelled(name) }) else {
                let names = Setting.all.compactMap(\.spelling)
                throw PlanError(
                    .setting,
                    "--setting \(text.printable): there is no setting '\(name.printable)': it is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: name, among: names))"
                )
            }
            switch setting.value {
            case .text(let place): place.put(&overrides, value)
            case .number(let place, let limits): place.put(&overrides, try number(value, limits, text))
            case .failures(let place): place.put(&overrides, try number(value, Setting.failureLimits, text))
            case .exitCodes(let place): place.put(&overrides, try exitCodes(value, text))
            case .duration(let place): place.put(&overrides, try duration(value, text))
            case .retries(let place): place.put(&overrides, .upTo(try number(value, Setting.retryLimits, text)))
            case .pools(let place): place.put(&overrides, try pool(value, graph, text))
            case .argument(let place): place.put(&overrides, "\(value)")
            case .rule(let place): place.put(&overrides, try rule(value, text))
            case .variables(let place):
                var variables = place.value(overrides)
                variables[try variable(name, text)] = "\(value)"
                place.put(&overrides, variables)
            // They have no spelling, so that no one has come here.
            case .prose, .tags: break
            }
        }
        return overrides
    }

    private static func variable(_ name: String, _ setting: String) throws(PlanError) -> String {
        let variable = String(name.dropFirst(Setting.prefixOfVariables.count))
        guard Name.isVariable(variable), !variable.hasPrefix("DATASWARM_") else {
            throw PlanError(
                .setting,
                "--setting \(setting.printable): '\(variable.printable)' cannot be a variable: use letters, digits and '_', and no name that begins with DATASWARM_."
            )
        }
        return variable
    }

    private static func number(_ value: String, _ range: ClosedRange<Int>, _ setting: String) throws(PlanError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw PlanError(
                .setting,
                "--setting \(setting.printable): a whole number from \(range.lowerBound) to \(range.upperBound) belongs here."
            )
        }
        return number
    }

    /// `99`, `99,100`, or nothing for none.
    private static func exitCodes(_ value: String, _ setting: String) throws(PlanError) -> ExitCodes {
        let texts = value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false)
        let codes = texts.compactMap { Int($0) }.filter(Setting.exitCodes.contains)
        guard codes.count == texts.count else {
            throw PlanError(
                .setting,
                "--setting \(setting.printable): exit codes from 1 to 255 belong here, such as 99 or 99,100, or nothing for none."
            )
        }
        return ExitCodes(codes)
    }

    private static func duration(_ value: String, _ setting: String) throws(PlanError) -> Duration {
        guard let count = DurationText.milliseconds(value), Setting.timeLimits.contains(.milliseconds(count)) else {
            throw PlanError(
                .setting, "--setting \(setting.printable): a time up to a year belongs here, such as 90s, 10m or 2h.")
        }
        return .milliseconds(count)
    }

    /// `hive`, `source,warehouse`, or nothing for no pool.
    private static func pool(_ value: String, _ graph: Graph, _ setting: String) throws(PlanError) -> PoolUse {
        let known = graph.pools.map(\.name)
        let names = value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var pools: [PoolSlots] = []
        for name in names {
            guard known.contains(name) else {
                throw PlanError(
                    .setting,
                    "--setting \(setting.printable): no one declares the pool '\(name.printable)'.\(NearMiss.question(for: name, among: known))"
                )
            }
            guard !pools.contains(where: { $0.name == name }) else {
                throw PlanError(
                    .setting,
                    "--setting \(setting.printable): the pool '\(name.printable)' stands there more than once: name it once."
                )
            }
            pools.append(PoolSlots(name))
        }
        return PoolUse(pools)
    }

    private static func rule(_ value: String, _ setting: String) throws(PlanError) -> TriggerRule {
        guard let rule = TriggerRule(rawValue: value) else {
            let names = TriggerRule.allCases.map(\.rawValue)
            throw PlanError(
                .setting,
                "--setting \(setting.printable): '\(value.printable)' is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: value, among: names))"
            )
        }
        return rule
    }
}

extension Setting {
    fileprivate static let prefixOfVariables = "env."

    /// How the command line spells it; `nil` where it does not: who types a command has no need to document or to tag.
    fileprivate var spelling: String? {
        switch value {
        case .prose, .tags: nil
        case .variables: "\(Setting.prefixOfVariables)NAME"
        default: name
        }
    }

    fileprivate func isSpelled(_ name: String) -> Bool {
        if case .variables = value { name.hasPrefix(Setting.prefixOfVariables) } else { spelling == name }
    }
}
