/// A shell script.
///
/// ```swift
/// Shell("dump-table cat_gifs --ds \(.ds) > \(.output)/cats.tsv")
/// Shell("grep -c \"$WORD\" requests.log", environment: ["WORD": "\(word)"])
/// ```
///
/// It stops at the first command that fails, also inside a pipe, and at a variable that is not set. Free text goes in as
/// an environment variable, or as an argument, `$1`.
public struct Shell: Operator {
    /// The program that reads the script.
    public enum Interpreter: Hashable, Sendable {
        /// `bash -euo pipefail`.
        case bash
        /// `sh -eu`: quicker to start, and a failure inside a pipe goes unnoticed, as POSIX has it.
        case sh
    }

    let script: Template
    let arguments: [Argument]
    let environment: [String: EnvironmentValue]
    let interpreter: Interpreter

    /// - Parameters:
    ///   - script: the script.
    ///   - arguments: `$1`, `$2` and so on.
    ///   - environment: variables for it.
    ///   - interpreter: `.bash` unless told.
    public init(
        _ script: Template,
        arguments: [Argument] = [],
        environment: [String: EnvironmentValue] = [:],
        interpreter: Interpreter = .bash
    ) {
        self.script = script
        self.arguments = arguments
        self.environment = environment
        self.interpreter = interpreter
    }

    public var invocation: Invocation {
        let program: [Argument] =
            switch interpreter {
            case .bash: ["/bin/bash", "-euo", "pipefail", "-c"]
            case .sh: ["/bin/sh", "-eu", "-c"]
            }
        // What follows the script is $0 and then $1: the shell names itself in its messages by $0.
        let rest: [Argument] = arguments.isEmpty ? [] : ["shell"] + arguments
        return .process(program + [.script(script, in: .shell)] + rest, environment: environment)
    }
}
