/// A program and its arguments, with no shell in between.
///
/// ```swift
/// Command("rsync", "-a", "\(dump.output)/", "\(host):/cats/\(.ds)/")
/// ```
public struct Command: Operator {
    let arguments: [Argument]
    let environment: [String: EnvironmentValue]
    let standardInput: Argument?

    /// - Parameters:
    ///   - program: a path, or a name to look up in `PATH`.
    ///   - arguments: what it is given, each as one argument, whatever is in it.
    ///   - environment: variables for it.
    ///   - standardInput: what it reads; nothing unless told.
    public init(
        _ program: Argument,
        _ arguments: Argument...,
        environment: [String: EnvironmentValue] = [:],
        standardInput: Argument? = nil
    ) {
        self.init(program, arguments: arguments, environment: environment, standardInput: standardInput)
    }

    /// As above, with the arguments as an array.
    public init(
        _ program: Argument,
        arguments: [Argument],
        environment: [String: EnvironmentValue] = [:],
        standardInput: Argument? = nil
    ) {
        self.arguments = [program] + arguments
        self.environment = environment
        self.standardInput = standardInput
    }

    public var invocation: Invocation {
        .process(arguments, environment: environment, standardInput: standardInput)
    }
}
