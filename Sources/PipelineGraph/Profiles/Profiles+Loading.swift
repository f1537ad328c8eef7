import PipelineRecord

extension Profiles {
    /// The largest file that is read, in bytes.
    private static let sizeLimit = 1 << 20

    /// Reads a file of profiles; see `Profiles.md` for the grammar.
    ///
    /// - Parameter name: how sentences call the file.
    /// - Throws: all that is wrong with it, each with line and column.
    public static func load(_ bytes: [UInt8], named name: String) throws(GraphError) -> Profiles {
        guard bytes.count <= sizeLimit else {
            throw GraphError(details: [
                Problem(.profile, at: name.printable, "it has \(bytes.count) bytes, and at most \(sizeLimit) are read.")
            ])
        }
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(GraphError) in
                var reader = JSONReader(buffer, named: name)
                var profiles = Profiles(file: name)
                var problems: [JSONProblem] = []
                do throws(JSONSyntaxError) { try profiles.read(&reader) } catch { problems.append(error.problem) }
                problems = reader.problems + problems
                if problems.isEmpty { return profiles }
                throw GraphError(
                    details: problems.map { Problem(.profile, at: $0.place(in: name.printable), $0.sentence) })
            }
        }
        return try result.get()
    }

    private mutating func read(_ reader: inout JSONReader) throws(JSONSyntaxError) {
        enum Member: String, CaseIterable {
            case profiles
            case fallback = "default"
        }
        var fallback: (name: String, place: JSONReader.Place)?
        var found: [Profile]?
        let start = try reader.nextPlace()
        try reader.readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .fallback:
                let place = try reader.nextPlace()
                fallback = (try reader.readString(), place)
            case .profiles:
                var list: [Profile] = []
                try reader.readObject { (reader, name) throws(JSONSyntaxError) in
                    if !Name.isValid(name) {
                        reader.note("'\(name.printable)' cannot be a profile's name: \(Name.rule).")
                    }
                    list.append(try reader.readProfile(named: name))
                }
                found = list
            }
        }
        try reader.expectEnd(of: "the profiles")
        all = found ?? []
        if found == nil {
            reader.noteMissing("the member 'profiles' is missing, which holds the profiles by name.", at: start)
        }
        guard let fallback else { return }
        self.fallback = named(fallback.name)
        if self.fallback == nil, reader.problems.count == fallback.place.problems {
            reader.note("the default is no profile: \(words(forUnknown: fallback.name))", at: fallback.place)
        }
    }
}

extension JSONReader {
    fileprivate mutating func readProfile(named name: String) throws(JSONSyntaxError) -> Profile {
        enum Member: String, CaseIterable { case parameters, settings }
        var profile = Profile(name: name)
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .parameters: profile.parameters = try reader.readValues()
            case .settings: profile.settings = try reader.readValues()
            }
        }
        return profile
    }

    private mutating func readValues() throws(JSONSyntaxError) -> [Profile.Value] {
        var values: [Profile.Value] = []
        try readObject { (reader, name) throws(JSONSyntaxError) in
            let place = reader.placeInFile(try reader.nextPlace())
            let text: String
            switch try reader.peek() {
            case .string: text = try reader.readString()
            case .number: text = String(try reader.readInt())
            case .boolean: text = String(try reader.readBool())
            case .object, .array, .null:
                text = ""
                reader.note("a text, a whole number, true or false belongs here.")
                try reader.skipValue()
            }
            values.append(Profile.Value(name: name, text: text, place: place))
        }
        return values
    }
}
