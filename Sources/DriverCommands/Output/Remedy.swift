import PipelineGraph
import Synchronization

/// The commands in sentences, `'driver retry dump --ds 2016-04-26'`, as they must be typed here: who named a graph or a state
/// folder has to name it again.
enum Remedy {
    private static let options = Mutex("")
    /// What profile and command line give; a command that makes a plan must give the same.
    private static let values = Mutex("")
    /// The verbs that take it. Who names none means to run.
    private static let planning = ["run", "retry", "plan", "why", "explain", "mark", "check"]
    /// What is named and not advised.
    private static let names = ["'driver cancel'", "'driver gc'", "'driver init DIR'"]

    /// Takes the options of this call for those of every command that is advised.
    static func take(_ graph: GraphOptions) {
        let all = [
            ("--graph", graph.graph), ("--definitions", graph.definitions), ("--package", graph.package),
            ("--state", graph.state),
        ]
        let words = all.compactMap { name, value in value.map { " \(name) \(word($0.printable))" } }
        options.withLock { $0 = words.joined() }
    }

    static func take(_ given: ValueOptions) {
        let words = given.words.map { " \($0) \(word($1.printable))" }
        values.withLock { $0 = words.joined() }
    }

    /// One word of a shell. The command stands between single quotes already.
    static func word(_ text: String) -> String {
        if InvocationText.word(text) == text { return text }
        return "\"\(String(text.flatMap { "\"\\`$!".contains($0) ? ["\\", $0] : [$0] }))\""
    }

    /// A sentence whose commands work as they are printed.
    static func typed(_ sentence: String) -> String {
        // Most have no quote at all, and a plan has a hundred thousand of them.
        guard sentence.utf8.contains(UInt8(ascii: "'")) else { return sentence }
        let options = options.withLock(\.self)
        let values = values.withLock(\.self)
        guard !options.isEmpty || !values.isEmpty, sentence.contains("'driver ") else { return sentence }
        return sentence.replacing(/'driver ([^' ]*)[^']*'/) { match in
            let command = String(match.0)
            if names.contains(command) { return command }
            let takesValues = match.1.hasPrefix("-") || planning.contains(String(match.1))
            return "\(command.dropLast())\(takesValues ? values : "")\(options)'"
        }
    }
}
