import ArgumentParser
import PipelineGraph

/// Slips that the parser of the command line would answer too curtly.
enum CommandLineAdvice {
    private static let verbs = Driver.configuration.subcommands.compactMap { $0.configuration.commandName }

    /// What to say of a word that is no UTF-8, which would become another one; `nil` where all are.
    static var inTheBytes: String? {
        for index in 0..<Int(CommandLine.argc) {
            guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil else { continue }
            return
                "the argument '\(String(cString: word).printable)' is no UTF-8: rename what it names, or name a link to it whose name is."
        }
        return nil
    }

    /// What to say of a first word that is no verb; `nil` where it is one, or an option of the verb that need not be said.
    static func inTheVerb(_ arguments: [String]) -> String? {
        // Help on a verb names one, too.
        let arguments = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        guard let word = arguments.first, !word.hasPrefix("-"), !(verbs + ["help"]).contains(word) else { return nil }
        let question = NearMiss.question(for: word, among: verbs)
        let advice = question.isEmpty ? " A task is named with --only." : question
        return "there is no verb '\(word.printable)': it is one of \(verbs.joined(separator: ", ")).\(advice)"
    }

    /// What to say of a word that stands alone in a call of `run` or `plan`; `nil` where the parser's message is about
    /// something else.
    static func inTheOrder(_ arguments: [String], _ message: String) -> String? {
        guard let first = arguments.first, first.hasPrefix("-") || ["run", "plan"].contains(first) else { return nil }
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count > 2, parts[0].hasSuffix("Unexpected argument ") else { return nil }
        let word = String(parts[1])
        return verbs.contains(word)
            ? "'\(word)' is a verb, and the verb comes first: driver \(word) …"
            : "'\(word.printable)' stands alone: to run one task, write --only \(word.printable)."
    }

    static func end(_ sentence: String) -> Never {
        Console.error.line("driver: \(sentence)")
        Console.error.flush()
        Driver.exit(withError: ExitCode(DriverError.Code.usage.rawValue))
    }
}
