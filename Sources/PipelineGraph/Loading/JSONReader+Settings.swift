import Dataswarm

extension JSONReader {
    /// The members that hold settings.
    static let settingNames = [
        "owner", "retries", "timeout_ms", "hold_after_failures", "pool", "priority", "tags", "documentation",
        "environment", "working_folder",
        "when",
    ]

    /// Reads the value of a setting; `false`, and nothing read, where `key` names none.
    mutating func readSetting(_ key: String, into settings: inout Settings) throws(JSONSyntaxError) -> Bool {
        switch key {
        case "owner": settings.owner = try readString()
        case "retries": settings.retries = try readRetries()
        case "timeout_ms": settings.timeout = try readMilliseconds()
        case "hold_after_failures": settings.holdAfterFailures = try readInt()
        case "pool": settings.pool = try readPoolUse()
        case "priority": settings.priority = try readInt()
        case "tags":
            var tags: [String] = []
            try readArray { reader throws(JSONSyntaxError) in tags.append(try reader.readString()) }
            settings.tags = tags
        case "documentation": settings.documentation = try readString()
        case "environment": settings.environment = try readEnvironment()
        case "working_folder": settings.workingFolder = try readArgument()
        case "when": settings.when = try readWord(TriggerRule.self, "a trigger rule")
        default: return false
        }
        return true
    }

    mutating func readLayers(_ kind: SettingsLayer.Kind) throws(JSONSyntaxError) -> [SettingsLayer] {
        var layers: [SettingsLayer] = []
        try readArray { reader throws(JSONSyntaxError) in
            var location = ""
            var settings = Settings()
            try reader.readObject { (reader, key) throws(JSONSyntaxError) in
                if key == "at" {
                    location = try reader.readString()
                } else if try !reader.readSetting(key, into: &settings) {
                    try reader.skipUnknown(key, among: ["at"] + JSONReader.settingNames)
                }
            }
            layers.append(SettingsLayer(kind: kind, location: location, settings: settings))
        }
        return layers
    }

    mutating func readEnvironment() throws(JSONSyntaxError) -> [String: EnvironmentValue] {
        var environment: [String: EnvironmentValue] = [:]
        try readObject { (reader, name) throws(JSONSyntaxError) in
            if try reader.peek() == .object {
                environment[name] = try reader.readSecretOrScript()
            } else {
                environment[name] = .text(try reader.readArgument())
            }
        }
        return environment
    }

    /// An object in an environment: a secret's name, or pieces under the name of their language.
    private mutating func readSecretOrScript() throws(JSONSyntaxError) -> EnvironmentValue {
        var value: EnvironmentValue = .text("")
        try readObject { (reader, key) throws(JSONSyntaxError) in
            if key == "secret" {
                value = .secret(try reader.readString())
            } else if let language = Language(rawValue: key) {
                value = .text(try reader.readPieces(in: language))
            } else {
                try reader.skipUnknown(key, among: ["secret"] + Language.allCases.map(\.rawValue))
            }
        }
        return value
    }

    mutating func readMilliseconds() throws(JSONSyntaxError) -> Duration { .milliseconds(try readInt()) }

    /// A word of an enumeration; what is none is noted with the nearest that are.
    mutating func readWord<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type, _ what: String
    ) throws(JSONSyntaxError) -> Word? {
        let text = try readString()
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        note("'\(text.printable)' is not \(what): it is one of \(words.joined(separator: ", ")).")
        return nil
    }

    private mutating func readRetries() throws(JSONSyntaxError) -> Retries {
        var retries = Retries.never
        var cap: Duration?
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "limit": retries.limit = try reader.readInt()
            case "first_ms": retries.backoff.first = try reader.readMilliseconds()
            case "factor_milli": retries.backoff.factor = Double(try reader.readInt()) / 1000
            case "cap_ms": cap = try reader.readMilliseconds()
            case "jitter_milli": retries.backoff.jitter = Double(try reader.readInt()) / 1000
            case "on": retries.causes = try reader.readRetryCauses()
            default:
                try reader.skipUnknown(
                    key, among: ["limit", "first_ms", "factor_milli", "cap_ms", "jitter_milli", "on"])
            }
        }
        // As the language has it: an hour, and no less than the first pause.
        retries.backoff.cap = cap ?? max(retries.backoff.first, .hours(1))
        return retries
    }

    /// A list of words, and of exit codes as numbers.
    private mutating func readRetryCauses() throws(JSONSyntaxError) -> Set<RetryCause> {
        var causes: Set<RetryCause> = []
        let known = RetryCause.all.sorted()
        try readArray { reader throws(JSONSyntaxError) in
            guard try reader.peek() == .string else {
                causes.insert(.exitCode(try reader.readInt()))
                return
            }
            let word = try reader.readString()
            if let cause = known.first(where: { $0.name == word }) {
                causes.insert(cause)
                return
            }
            let names = known.compactMap(\.name)
            reader.note(
                "'\(word.printable)' is no failure that retries can be for: it is one of \(names.joined(separator: ", ")), or an exit code as a number.\(NearMiss.question(for: word, among: names))"
            )
        }
        return causes
    }

    /// One pool, or a list of them.
    private mutating func readPoolUse() throws(JSONSyntaxError) -> PoolUse {
        guard try peek() == .array else { return PoolUse([try readSlotClaim()]) }
        var pools: [SlotClaim] = []
        try readArray { reader throws(JSONSyntaxError) in pools.append(try reader.readSlotClaim()) }
        return PoolUse(pools)
    }

    private mutating func readSlotClaim() throws(JSONSyntaxError) -> SlotClaim {
        if try peek() == .string { return SlotClaim(try readString()) }
        var name = ""
        var slots = 1
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": name = try reader.readString()
            case "slots": slots = try reader.readInt()
            default: try reader.skipUnknown(key, among: ["name", "slots"])
            }
        }
        return SlotClaim(name, slots: slots)
    }
}
