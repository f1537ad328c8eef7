import Dataswarm

extension JSONReader {
    mutating func readInvocation() throws(JSONSyntaxError) -> Invocation {
        enum Member: String, CaseIterable {
            case time, succeeds
            case every = "every_ms"
            case fileExists = "file_exists"
        }
        var process: Process?
        var condition: Probe.Condition?
        var interval = Duration.seconds(10)
        var conditions: [String] = []
        var hasInterval = false
        let place = try nextPlace()
        try readObject(of: EitherMember<ProcessMember, Member>.self) { (reader, member) throws(JSONSyntaxError) in
            if case .second(let member) = member, member != .every { conditions.append(member.rawValue) }
            switch member {
            case .second(.every):
                interval = try reader.readMilliseconds()
                hasInterval = true
            case .second(.fileExists): condition = .fileExists(try reader.readArgument())
            case .second(.time): condition = try reader.readTime()
            case .second(.succeeds):
                var question = Process(arguments: [])
                try reader.readObject(of: ProcessMember.self) { (reader, member) throws(JSONSyntaxError) in
                    try reader.read(member, into: &question)
                }
                condition = .process(question)
            case .first(let member):
                var whole = process ?? Process(arguments: [])
                try reader.read(member, into: &whole)
                process = whole
            }
        }
        if hasInterval || conditions.count > 1 {
            requireOne(conditions, of: "what a probe looks for", ["file_exists", "time", "succeeds"], at: place)
        }
        if let condition {
            if process != nil { note("a probe has no arguments of its own: 'succeeds' holds those of its process.") }
            return .probe(Probe(condition, every: interval))
        }
        return process.map { .process($0) } ?? .nothing
    }

    private enum ProcessMember: String, CaseIterable { case arguments, variables, input, files }

    private mutating func read(_ member: ProcessMember, into process: inout Process) throws(JSONSyntaxError) {
        switch member {
        case .arguments:
            var arguments: [Argument] = []
            try readArray { reader throws(JSONSyntaxError) in arguments.append(try reader.readArgument()) }
            process.arguments = arguments
        case .variables: process.environment = try readEnvironment()
        case .input: process.standardInput = try readArgument()
        case .files:
            var files: [String: Argument] = [:]
            try readObject { (reader, name) throws(JSONSyntaxError) in files[name] = try reader.readArgument() }
            process.files = files
        }
    }

    private mutating func readTime() throws(JSONSyntaxError) -> Probe.Condition {
        enum Member: String, CaseIterable {
            case ds, seconds
            case timeZone = "time_zone"
        }
        var steps: [DatestampStep] = []
        var seconds = 0
        var timeZone = "UTC"
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .ds: steps = try reader.readSteps()
            case .seconds: seconds = try reader.readInt()
            case .timeZone: timeZone = try reader.readString()
            }
        }
        return .time(steps: steps, seconds: seconds, timeZone: timeZone)
    }

    /// A text: a string, a list of pieces, or such a list under the name of a language.
    mutating func readArgument() throws(JSONSyntaxError) -> Argument {
        switch try peek() {
        case .string: return try readLiteral()
        case .object:
            var argument = Argument(pieces: [])
            var found: [String] = []
            let place = try nextPlace()
            try readObject(of: Language.self) { (reader, language) throws(JSONSyntaxError) in
                found.append(language.rawValue)
                argument = try reader.readPieces(in: language)
            }
            requireOne(found, of: "a text", Language.allCases.map(\.rawValue), at: place)
            return argument
        default: return try readPieces(in: .plain)
        }
    }

    mutating func readPieces(in language: Language) throws(JSONSyntaxError) -> Argument {
        if try peek() == .string { return Argument(pieces: [.text(try readString())], language: language) }
        var pieces: [Piece] = []
        try readArray { reader throws(JSONSyntaxError) in
            if try reader.peek() == .string {
                pieces.append(.text(try reader.readString()))
            } else if let piece = try reader.readPiece() {
                pieces.append(piece)
            }
        }
        return Argument(pieces: pieces, language: language)
    }

    private enum PieceMember: String, CaseIterable {
        case free, file, macro, ds, format, parameter, type
        case outputOf = "output_of"
        case outputsOf = "outputs_of"
        case window, choices
        case defaultText = "default"
    }

    /// What a piece stands for is one thing, and all its members are about that.
    private mutating func checkPiece(_ found: [PieceMember], at place: Place) {
        let kinds: [PieceMember] = [.free, .file, .macro, .ds, .outputOf, .outputsOf, .parameter]
        // A ds beside an output is the ds of that.
        let own = found.filter { kinds.contains($0) && !($0 == .ds && found.contains(.outputOf)) }
        requireOne(
            own.map(\.rawValue), of: "a piece of a text", kinds.map(\.rawValue), otherwise: "a text, or ", at: place)
        if own.count != 1 { return }
        require(found.contains(.format) && own[0] != .ds, "format", with: "ds", at: place)
        require(found.contains(.window) && own[0] != .outputsOf, "window", with: "outputs_of", at: place)
        for member in [PieceMember.type, .choices, .defaultText] where found.contains(member) {
            require(own[0] != .parameter, member.rawValue, with: "parameter", at: place)
        }
    }

    private mutating func readPiece() throws(JSONSyntaxError) -> Piece? {
        var piece: Piece?
        var steps: [DatestampStep]?
        var format = DatestampFormat.standard
        var source: String?
        var window: DatestampWindow?
        var windowed: String?
        var parameter = ParameterMembers()
        var found: [PieceMember] = []
        let place = try nextPlace()
        let isObject = try peek() == .object
        try readObject(of: PieceMember.self) { (reader, member) throws(JSONSyntaxError) in
            found.append(member)
            switch member {
            case .free: piece = .free(try reader.readString())
            case .file: piece = .file(try reader.readString())
            case .macro: piece = try reader.readMacro()
            case .ds: steps = try reader.readSteps()
            case .format: format = try reader.readWord(DatestampFormat.self, "a format of a datestamp") ?? .standard
            case .outputOf: source = try reader.readString()
            case .outputsOf: windowed = try reader.readString()
            case .window: window = try reader.readWindow()
            case .parameter: parameter.name = try reader.readString()
            case .type: parameter.kind = try reader.readWord(ParameterMembers.Kind.self, "a type of a parameter")
            case .choices:
                var words: [String] = []
                try reader.readArray { reader throws(JSONSyntaxError) in words.append(try reader.readString()) }
                parameter.choices = words
            case .defaultText: parameter.defaultText = try reader.readString()
            }
        }
        if isObject { checkPiece(found, at: place) }
        if let source { return .outputOf(TaskReference(pipeline: nil, name: source), steps: steps ?? []) }
        if let windowed { return .outputsOf(TaskReference(pipeline: nil, name: windowed), window ?? .same) }
        if let name = parameter.name {
            if let problem = parameter.problem { noteMissing(problem, at: place) }
            return .parameter(
                ParameterDeclaration(name: name, type: parameter.type, defaultText: parameter.defaultText))
        }
        if let steps { return .datestamp(steps, format) }
        return piece
    }

    private mutating func readMacro() throws(JSONSyntaxError) -> Piece? {
        let name = try readString()
        switch name {
        case "run_key": return .runKey
        case "output": return .output
        case "scratch": return .scratch
        default:
            note("'\(name.printable)' is not a macro: it is one of run_key, output, scratch.")
            return nil
        }
    }

    mutating func readSteps() throws(JSONSyntaxError) -> [DatestampStep] {
        var steps: [DatestampStep] = []
        try readArray { reader throws(JSONSyntaxError) in
            if let step = try reader.readStep() { steps.append(step) }
        }
        return steps
    }

    private mutating func readStep() throws(JSONSyntaxError) -> DatestampStep? {
        var position = 0
        var kind = ""
        var count = 0
        var step: DatestampStep?
        var isTooLong = false
        try readArray { reader throws(JSONSyntaxError) in
            defer { position += 1 }
            switch (position, kind) {
            case (0, _): kind = try reader.readString()
            case (1, "shift"): count = try reader.readInt()
            case (2, "shift"):
                step = try reader.readWord(DatestampShift.Unit.self, "a unit").map { .shift(DatestampShift(count, $0)) }
            case (1, "start"): step = try reader.readWord(CalendarUnit.self, "a unit").map { .start($0) }
            case (1, "end"): step = try reader.readWord(CalendarUnit.self, "a unit").map { .end($0) }
            default:
                isTooLong = true
                try reader.skipValue()
            }
        }
        if step == nil || isTooLong {
            note("a step is [\"shift\", -6, \"days\"], [\"start\", \"month\"] or [\"end\", \"month\"].")
        }
        return step
    }
}

/// The members of a parameter, as they are read.
private struct ParameterMembers {
    /// The types by their names.
    enum Kind: String, CaseIterable { case integer, datestamp, identifier, text, boolean, choice }

    var name: String?
    var kind: Kind? = .text
    var choices: [String]?
    var defaultText = ""

    var type: ParameterType {
        switch kind ?? .text {
        case .integer: .integer
        case .datestamp: .datestamp
        case .identifier: .identifier
        case .text: .text
        case .boolean: .boolean
        case .choice: .choice(choices ?? [])
        }
    }

    /// What is wrong with them together.
    var problem: String? {
        switch (kind, choices) {
        case (.choice, nil): "the member 'choices' is missing, a list of the words of which a choice is one."
        case (.choice, _), (_, nil), (nil, _): nil
        default: "the member 'choices' belongs to the type 'choice', which this parameter is not of."
        }
    }
}
