import Dataswarm

extension JSONReader {
    /// Reads the value of a setting.
    mutating func read(_ setting: Setting, into settings: inout Settings) throws(JSONSyntaxError) {
        switch setting.value {
        case .text(let place), .prose(let place): place.put(&settings, try readString())
        case .number(let place, within: _), .failures(let place): place.put(&settings, try readInt())
        case .exitCodes(let place):
            var codes: [Int] = []
            try readArray { reader throws(JSONSyntaxError) in codes.append(try reader.readInt()) }
            place.put(&settings, ExitCodes(codes))
        case .duration(let place): place.put(&settings, try readMilliseconds())
        case .retries(let place): place.put(&settings, try readRetries())
        case .pools(let place): place.put(&settings, try readPoolUse())
        case .argument(let place): place.put(&settings, try readArgument())
        case .rule(let place): place.put(&settings, try readWord(TriggerRule.self, "a trigger rule"))
        case .tags(let place):
            var names: [String] = []
            try readArray { reader throws(JSONSyntaxError) in names.append(try reader.readString()) }
            place.put(&settings, names)
        case .variables(let place): place.put(&settings, try readEnvironment())
        }
    }

    mutating func readLayers(_ kind: SettingsLayer.Kind) throws(JSONSyntaxError) -> [SettingsLayer] {
        enum Member: String, CaseIterable { case at }
        var layers: [SettingsLayer] = []
        try readArray { reader throws(JSONSyntaxError) in
            var location = ""
            var settings = Settings()
            let place = try reader.nextPlace()
            try reader.readObject(of: EitherMember<Member, SettingMember>.self) {
                (reader, member) throws(JSONSyntaxError) in
                switch member {
                case .first(.at): location = try reader.readString()
                case .second(let member): try reader.read(member.setting, into: &settings)
                }
            }
            location = reader.location(location, at: place)
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
        enum Member: String, CaseIterable { case secret }
        var value: EnvironmentValue = .text("")
        var found: [String] = []
        let place = try nextPlace()
        try readObject(of: EitherMember<Member, Language>.self) { (reader, member) throws(JSONSyntaxError) in
            found.append(member.rawValue)
            switch member {
            case .first(.secret): value = .secret(try reader.readString())
            case .second(let language): value = .text(try reader.readPieces(in: language))
            }
        }
        requireOne(
            found, of: "the value of a variable", ["secret"] + Language.allCases.map(\.rawValue), at: place)
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
        enum Member: String, CaseIterable {
            case limit, on
            case first = "first_ms"
            case factor = "factor_milli"
            case cap = "cap_ms"
            case jitter = "jitter_milli"
        }
        var retries = Retries.never
        var cap: Duration?
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .limit: retries.limit = try reader.readInt()
            case .first: retries.backoff.first = try reader.readMilliseconds()
            case .factor: retries.backoff.factor = Double(try reader.readInt()) / 1000
            case .cap: cap = try reader.readMilliseconds()
            case .jitter: retries.backoff.jitter = Double(try reader.readInt()) / 1000
            case .on: retries.causes = try reader.readRetryCauses()
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
        guard try peek() == .array else { return PoolUse([try readPoolSlots()]) }
        var pools: [PoolSlots] = []
        try readArray { reader throws(JSONSyntaxError) in pools.append(try reader.readPoolSlots()) }
        return PoolUse(pools)
    }

    private mutating func readPoolSlots() throws(JSONSyntaxError) -> PoolSlots {
        if try peek() == .string { return PoolSlots(try readString()) }
        enum Member: String, CaseIterable { case name, slots }
        var name: String?
        var slots = 1
        let place = try nextPlace()
        let isObject = try peek() == .object
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: name = try reader.readString()
            case .slots: slots = try reader.readInt()
            }
        }
        if name == nil, isObject { noteMissing("the member 'name' is missing, which names the pool.", at: place) }
        return PoolSlots(name ?? "", slots: slots)
    }
}
