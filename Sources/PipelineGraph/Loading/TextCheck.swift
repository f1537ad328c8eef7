import Dataswarm

/// Checks the symbolic texts of an invocation: what may stand where, and that names are names.
struct TextCheck {
    /// What is wrong; each goes on from the task's name.
    private(set) var problems: [String] = []
    /// The parameters that occur, each once, in the order in which they do.
    private(set) var parameters: [ParameterDeclaration] = []
    /// The files that the process brings along.
    private let files: Set<String>

    init(files: some Sequence<String> = []) { self.files = Set(files) }

    mutating func check(_ invocation: Invocation) {
        switch invocation {
        case .nothing: break
        case .process(let process): check(process)
        case .probe(let probe):
            if !(.milliseconds(10) ... .days(366)).contains(probe.interval) {
                problems.append("looks every \(probe.interval): the pause must be from 10 milliseconds to a year.")
            }
            switch probe.condition {
            case .fileExists(let path): check(path)
            case .process(let process): check(process)
            case .time(_, let seconds, let timeZone):
                if !(0..<86_400).contains(seconds) {
                    problems.append(
                        "waits for a time that no day has: the hour goes from 0 to 23, the minute from 0 to 59.")
                }
                if !Schedule.never.inTimeZone(timeZone).problems.isEmpty {
                    problems.append(
                        "names the time zone '\(timeZone.printable)', which is no name such as Europe/Berlin.")
                }
            }
        }
    }

    mutating func check(_ environment: [String: EnvironmentValue]) {
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if !Name.isVariable(name) {
                problems.append("sets the variable '\(name.printable)': a variable is made of letters, digits and '_'.")
            } else if name.hasPrefix("DATASWARM_") {
                problems.append("sets the variable '\(name)': names that begin with DATASWARM_ are the driver's own.")
            }
            switch value {
            case .text(let text): check(text)
            case .secret(let secret):
                if !Name.isValid(secret) {
                    problems.append("names the secret '\(secret.printable)': \(Name.rule).")
                }
            }
        }
    }

    mutating func check(_ text: Argument) {
        for piece in text.pieces {
            switch piece {
            case .text(let text), .free(let text):
                if text.containsNUL {
                    problems.append("has a text with a NUL character, which no process can be given.")
                }
            default: break
            }
            if text.language != .plain { checkScript(piece) }
            switch piece {
            case .parameter(let parameter):
                if !parameters.contains(parameter) { parameters.append(parameter) }
            case .file(let name):
                if !Name.isValid(name) {
                    problems.append("brings the file '\(name.printable)': \(Name.rule).")
                } else if !files.contains(name) {
                    problems.append(
                        "names the file '\(name.printable)', which its process does not bring along.\(NearMiss.question(for: name, among: files))"
                    )
                }
            default: break
            }
        }
    }

    private mutating func check(_ process: Process) {
        if process.arguments.first?.isEmpty ?? true { problems.append("has no program to start.") }
        for argument in process.arguments { check(argument) }
        check(process.environment)
        if let input = process.standardInput { check(input) }
        for (name, content) in process.files.sorted(by: { $0.key < $1.key }) {
            if !Name.isValid(name) { problems.append("brings the file '\(name.printable)': \(Name.rule).") }
            check(content)
        }
    }

    /// The compiler keeps free text out of a script; a hand-written graph and a bad identifier come here.
    private mutating func checkScript(_ piece: Piece) {
        switch piece {
        case .free(let text):
            problems.append(
                "has '\(text.printable)' in a script, where it could become code: pass it as an argument or a variable, or write an identifier of letters, digits and '_'."
            )
        case .parameter(let parameter) where parameter.type == .text:
            problems.append(
                "has the text parameter '\(parameter.name.printable)' in a script, where it could become code: pass it as an argument or a variable."
            )
        default: break
        }
    }
}

extension String {
    fileprivate var containsNUL: Bool {
        var text = self
        return text.withUTF8 { $0.contains(0) }
    }
}

extension Argument {
    /// Whether it is the empty text.
    fileprivate var isEmpty: Bool {
        pieces.allSatisfy { piece in
            switch piece {
            case .text(let text), .free(let text): text.isEmpty
            default: false
            }
        }
    }
}

/// A comparison of the declarations of one pipeline's parameters with each other.
struct ParameterCheck {
    private var declarations: [String: (ParameterDeclaration, location: String)] = [:]

    mutating func problem(with parameter: ParameterDeclaration, at location: String) -> String? {
        if !Name.isValid(parameter.name) {
            return "'\(parameter.name.printable)' cannot be a parameter's name: \(Name.rule)."
        }
        if let problem = problem(with: parameter.type) { return "the parameter '\(parameter.name)' \(problem)" }
        if !parameter.type.accepts(parameter.defaultText) {
            var type = "not of its type, \(parameter.type)"
            if case .choice(let words) = parameter.type {
                type = "none of its choices, \(words.joined(separator: ", "))"
            }
            return "the default '\(parameter.defaultText.printable)' of the parameter '\(parameter.name)' is \(type)."
        }
        guard let (other, place) = declarations[parameter.name] else {
            declarations[parameter.name] = (parameter, location)
            return nil
        }
        if other == parameter { return nil }
        return
            "the parameter '\(parameter.name)' is declared in another way at \(place.printable): give both the same type and default."
    }

    /// What makes the words of a choice none; it goes on from the parameter's name.
    private func problem(with type: ParameterType) -> String? {
        guard case .choice(let words) = type else { return nil }
        if words.isEmpty { return "is a choice of nothing: give it the words of which it is one." }
        if let word = words.first(where: { $0.isEmpty || $0.printable != $0 }) {
            return "has the choice '\(word.printable)': a choice is a word of printable characters, at least one."
        }
        if let word = words.indices.first(where: { words[..<$0].contains(words[$0]) }).map({ words[$0] }) {
            return "has the choice '\(word)' twice: keep one of them."
        }
        return nil
    }
}
