/// What is executed for a task, still symbolic. The engine knows these and nothing of any operator.
public enum Invocation: Hashable, Sendable {
    /// Nothing: the task succeeds as soon as it is reached.
    case nothing
    /// A process.
    case process(Process)
    /// Waiting for something, which holds no slot between tries.
    case probe(Probe)

    /// A process by its arguments, of which the first is the program.
    public static func process(
        _ arguments: [Argument],
        environment: [String: EnvironmentValue] = [:],
        standardInput: Argument? = nil,
        files: [String: Argument] = [:]
    ) -> Invocation {
        .process(
            Process(arguments: arguments, environment: environment, standardInput: standardInput, files: files))
    }
}

/// A process to start: argument vector, environment, standard input and files.
public struct Process: Hashable, Sendable {
    /// The program and its arguments. A program without a slash is looked up in `PATH`.
    public var arguments: [Argument]
    /// Variables over those of the task's settings.
    public var environment: [String: EnvironmentValue]
    /// What it reads; nothing unless told.
    public var standardInput: Argument?
    /// Files that are written before it starts, by name; ``Argument/file(_:)`` gives their path.
    public var files: [String: Argument]

    public init(
        arguments: [Argument],
        environment: [String: EnvironmentValue] = [:],
        standardInput: Argument? = nil,
        files: [String: Argument] = [:]
    ) {
        self.arguments = arguments
        self.environment = environment
        self.standardInput = standardInput
        self.files = files
    }
}

/// Something to wait for, and how often to look.
public struct Probe: Hashable, Sendable {
    public var condition: Condition
    /// The pause between two tries.
    public var interval: Duration

    public init(_ condition: Condition, every interval: Duration) {
        self.condition = condition
        self.interval = interval
    }

    public enum Condition: Hashable, Sendable {
        /// A file or folder exists.
        case fileExists(Argument)
        /// A moment has come: so many seconds after the beginning of a ds, in a time zone of the IANA database.
        case time(steps: [DatestampStep], seconds: Int, timeZone: String)
        /// A process succeeds: exit 0 is yes, 1 is not yet, and anything else fails the attempt.
        case process(Process)
    }
}
