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

    /// What to say of a value that is empty, which a variable of a shell is that nobody has set: an empty path would be the
    /// current folder, and an empty name anything. `nil` where there is none.
    static func inTheValues(_ arguments: [String]) -> String? {
        for (index, word) in arguments.enumerated() {
            let option: String
            if word.isEmpty {
                option = arguments[..<index].last { $0.hasPrefix("-") && $0 != "-" } ?? ""
            } else if word.hasPrefix("--"), word.firstIndex(of: "=") == word.index(before: word.endIndex) {
                option = String(word.dropLast())
            } else {
                continue
            }
            // Words for the record may be none.
            if option == "--reason" { continue }
            return option.isEmpty
                ? "word \(index + 1) of the command line is empty: write what belongs there, or leave it out."
                : "\(option.printable) has an empty value: write what belongs there, or leave the option out."
        }
        return nil
    }

    static func end(_ sentence: String) -> Never {
        Console.error.line("driver: \(sentence)")
        Console.error.flush()
        Driver.exit(withError: ExitCode(DriverError.Code.usage.rawValue))
    }
}
