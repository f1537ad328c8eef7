import Dataswarm

extension JSONReader {
    mutating func readInvocation() throws(JSONSyntaxError) -> Invocation {
        var process: Process?
        var condition: Probe.Condition?
        var interval = Duration.seconds(10)
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "every_ms": interval = try reader.readMilliseconds()
            case "file_exists": condition = .fileExists(try reader.readArgument())
            case "time": condition = try reader.readTime()
            case "succeeds":
                var question = Process(arguments: [])
                try reader.readObject { (reader, key) throws(JSONSyntaxError) in
                    if try !reader.readMember(key, of: &question) {
                        try reader.skipUnknown(key, among: JSONReader.processMembers)
                    }
                }
                condition = .process(question)
            default:
                var whole = process ?? Process(arguments: [])
                if try reader.readMember(key, of: &whole) {
                    process = whole
                } else {
                    let known = ["every_ms", "file_exists", "time", "succeeds"] + JSONReader.processMembers
                    try reader.skipUnknown(key, among: known)
                }
            }
        }
        if let condition {
            if process != nil { note("a probe has no arguments of its own: 'succeeds' holds those of its process.") }
            return .probe(Probe(condition, every: interval))
        }
        return process.map { .process($0) } ?? .nothing
    }

    private static let processMembers = ["arguments", "variables", "input", "files"]

    private mutating func readMember(_ key: String, of process: inout Process) throws(JSONSyntaxError) -> Bool {
        switch key {
        case "arguments":
            var arguments: [Argument] = []
            try readArray { reader throws(JSONSyntaxError) in arguments.append(try reader.readArgument()) }
            process.arguments = arguments
        case "variables": process.environment = try readEnvironment()
        case "input": process.standardInput = try readArgument()
        case "files":
            var files: [String: Argument] = [:]
            try readObject { (reader, name) throws(JSONSyntaxError) in files[name] = try reader.readArgument() }
            process.files = files
        default: return false
        }
        return true
    }

    private mutating func readTime() throws(JSONSyntaxError) -> Probe.Condition {
        var steps: [DatestampStep] = []
        var seconds = 0
        var timeZone = "UTC"
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "ds": steps = try reader.readSteps()
            case "seconds": seconds = try reader.readInt()
            case "time_zone": timeZone = try reader.readString()
            default: try reader.skipUnknown(key, among: ["ds", "seconds", "time_zone"])
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
            try readObject { (reader, key) throws(JSONSyntaxError) in
                if let language = Language(rawValue: key) {
                    argument = try reader.readPieces(in: language)
                } else {
                    try reader.skipUnknown(key, among: Language.allCases.map(\.rawValue))
                }
            }
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

    private mutating func readPiece() throws(JSONSyntaxError) -> Piece? {
        var piece: Piece?
        var steps: [DatestampStep]?
        var format = DatestampFormat.standard
        var source: String?
        var parameter = (name: String?.none, type: ParameterType?.some(.text), defaultText: "")
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "free": piece = .free(try reader.readString())
            case "file": piece = .file(try reader.readString())
            case "macro": piece = try reader.readMacro()
            case "ds": steps = try reader.readSteps()
            case "format": format = try reader.readWord(DatestampFormat.self, "a format of a datestamp") ?? .standard
            case "output_of": source = try reader.readString()
            case "parameter": parameter.name = try reader.readString()
            case "type": parameter.type = try reader.readWord(ParameterType.self, "a type of a parameter")
            case "default": parameter.defaultText = try reader.readString()
            default:
                try reader.skipUnknown(
                    key, among: ["free", "file", "macro", "ds", "format", "output_of", "parameter", "type", "default"])
            }
        }
        if let source { return .outputOf(TaskReference(pipeline: nil, name: source), steps: steps ?? []) }
        if let name = parameter.name {
            return .parameter(
                ParameterDeclaration(name: name, type: parameter.type ?? .text, defaultText: parameter.defaultText))
        }
        if let steps { return .datestamp(steps, format) }
        if piece == nil {
            note("a piece of a text is missing: a text, or one of free, file, macro, ds, output_of, parameter.")
        }
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

    private mutating func readSteps() throws(JSONSyntaxError) -> [DatestampStep] {
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
        try readArray { reader throws(JSONSyntaxError) in
            defer { position += 1 }
            switch (position, kind) {
            case (0, _): kind = try reader.readString()
            case (1, "shift"): count = try reader.readInt()
            case (2, "shift"):
                step = try reader.readWord(DatestampShift.Unit.self, "a unit").map { .shift(DatestampShift(count, $0)) }
            case (1, "start"): step = try reader.readWord(CalendarUnit.self, "a unit").map { .start($0) }
            case (1, "end"): step = try reader.readWord(CalendarUnit.self, "a unit").map { .end($0) }
            default: try reader.skipValue()
            }
        }
        if step == nil { note("a step is [\"shift\", -6, \"days\"], [\"start\", \"month\"] or [\"end\", \"month\"].") }
        return step
    }
}
