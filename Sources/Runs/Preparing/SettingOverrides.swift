public import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// The command line's layer of settings: `--setting retries=0 --setting timeout=10m`.
public enum SettingOverrides {
    public static func split(_ text: String, option: String) throws(PlanError) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw PlanError(.setting, "\(option) \(text.printable): a name and a value belong here, such as limit=5.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// The layers of profile and command line merged.
    ///
    /// - Parameter profile: the layer below the command line's.
    public static func parse(
        _ settings: [String], over profile: Profile? = nil, in graph: Graph
    ) throws(PlanError) -> Settings {
        try layers(settings, over: profile, in: graph).merged
    }

    /// The layers of profile and command line: of the profile one for each setting, because each has a place.
    public static func layers(
        _ settings: [String], over profile: Profile?, in graph: Graph
    ) throws(PlanError) -> [SettingsLayer] {
        var layers: [SettingsLayer] = []
        if let profile {
            for value in profile.settings {
                let reader = SettingReader(graph: graph) {
                    Problem(
                        .profile, at: value.place.printable,
                        "the profile '\(profile.name)' sets '\(value.name.printable)': \($0)")
                }
                var own = Settings()
                try reader.read(value.name, value.text, into: &own)
                layers.append(
                    SettingsLayer(kind: .profile, name: profile.name, location: value.place, settings: own))
            }
        }
        var own = Settings()
        for text in settings {
            let (name, value) = try split(text, option: "--setting")
            let reader = SettingReader(graph: graph) { Problem(.setting, "--setting \(text.printable): \($0)") }
            try reader.read(name, value, into: &own)
        }
        return layers + [SettingsLayer(kind: .commandLine, location: "", settings: own)]
    }
}

/// The spelling of settings on a command line and in a profile.
private struct SettingReader {
    let graph: Graph
    /// Says what is wrong, and of what.
    let problem: (String) -> Problem

    private func refuse(_ words: String) -> PlanError { PlanError([problem(words)]) }

    func read(_ name: String, _ value: String, into overrides: inout Settings) throws(PlanError) {
        guard let setting = Setting.all.first(where: { $0.isSpelled(name) }) else {
            let names = Setting.all.compactMap(\.spelling)
            throw refuse(
                "there is no setting '\(name.printable)': it is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: name, among: names))"
            )
        }
        switch setting.value {
        case .text(let place): place.put(&overrides, value)
        case .number(let place, let limits): place.put(&overrides, try number(value, limits))
        case .failures(let place): place.put(&overrides, try number(value, Setting.failureLimits))
        case .exitCodes(let place): place.put(&overrides, try exitCodes(value))
        case .duration(let place): place.put(&overrides, try duration(value))
        case .retries(let place): place.put(&overrides, .upTo(try number(value, Setting.retryLimits)))
        case .pools(let place): place.put(&overrides, try pool(value))
        case .argument(let place): place.put(&overrides, "\(value)")
        case .rule(let place): place.put(&overrides, try rule(value))
        case .variables(let place):
            var variables = place.value(overrides)
            variables[try variable(name)] = "\(value)"
            place.put(&overrides, variables)
        // They have no spelling, so that no one has come here.
        case .prose, .tags: break
        }
    }

    private func variable(_ name: String) throws(PlanError) -> String {
        let variable = String(name.dropFirst(Setting.prefixOfVariables.count))
        guard Name.isVariable(variable), !variable.hasPrefix("DATASWARM_") else {
            throw refuse(
                "'\(variable.printable)' cannot be a variable: use letters, digits and '_', and no name that begins with DATASWARM_."
            )
        }
        return variable
    }

    private func number(_ value: String, _ range: ClosedRange<Int>) throws(PlanError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw refuse("a whole number from \(range.lowerBound) to \(range.upperBound) belongs here.")
        }
        return number
    }

    /// `99`, `99,100`, or nothing for none.
    private func exitCodes(_ value: String) throws(PlanError) -> ExitCodes {
        let texts = value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false)
        let codes = texts.compactMap { Int($0) }.filter(Setting.exitCodes.contains)
        guard codes.count == texts.count else {
            throw refuse("exit codes from 1 to 255 belong here, such as 99 or 99,100, or nothing for none.")
        }
        return ExitCodes(codes)
    }

    private func duration(_ value: String) throws(PlanError) -> Duration {
        guard let count = DurationText.milliseconds(value), Setting.timeLimits.contains(.milliseconds(count)) else {
            throw refuse("a time up to a year belongs here, such as 90s, 10m or 2h.")
        }
        return .milliseconds(count)
    }

    /// `hive`, `source,warehouse`, or nothing for no pool.
    private func pool(_ value: String) throws(PlanError) -> PoolUse {
        let known = graph.pools.map(\.name)
        let names = value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var pools: [PoolSlots] = []
        for name in names {
            guard known.contains(name) else {
                throw refuse(
                    "no one declares the pool '\(name.printable)'.\(NearMiss.question(for: name, among: known))")
            }
            guard !pools.contains(where: { $0.name == name }) else {
                throw refuse("the pool '\(name.printable)' stands there more than once: name it once.")
            }
            pools.append(PoolSlots(name))
        }
        return PoolUse(pools)
    }

    private func rule(_ value: String) throws(PlanError) -> TriggerRule {
        guard let rule = TriggerRule(rawValue: value) else {
            let names = TriggerRule.allCases.map(\.rawValue)
            throw refuse(
                "'\(value.printable)' is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: value, among: names))"
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
