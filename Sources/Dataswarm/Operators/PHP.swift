/// A PHP program: `PHP(file: "post.php", arguments: ["\(.ds)"])`.
public struct PHP: Operator {
    let file: Argument
    let arguments: [Argument]
    let environment: [String: EnvironmentValue]

    /// - Parameters:
    ///   - file: the program; a relative path starts at the task's working folder.
    ///   - arguments: what `$argv` holds after the file's name.
    ///   - environment: variables for it.
    public init(file: Argument, arguments: [Argument] = [], environment: [String: EnvironmentValue] = [:]) {
        self.file = file
        self.arguments = arguments
        self.environment = environment
    }

    public var invocation: Invocation { .process(["php", "-f", file, "--"] + arguments, environment: environment) }
}
