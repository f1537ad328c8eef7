/// What is executed for a task and a ds: an ``Invocation`` whose macros have their values.
public enum RenderedInvocation: Hashable, Sendable {
    case nothing
    case process(RenderedProcess)
    case probe(RenderedProbe)
}

extension RenderedInvocation {
    /// The process that it starts, or that its probe does; `nil` where there is none.
    public var process: RenderedProcess? {
        switch self {
        case .process(let process): process
        case .probe(let probe): if case .process(let process) = probe.condition { process } else { nil }
        case .nothing: nil
        }
    }

    /// The program and its arguments; empty where it starts no process.
    public var arguments: [String] { process?.arguments ?? [] }
}

/// A process to start.
public struct RenderedProcess: Hashable, Sendable {
    /// The program and its arguments.
    public var arguments: [String]
    /// Variables, sorted by name.
    public var environment: [Variable]
    /// What it reads; nothing where `nil`.
    public var standardInput: String?
    /// Files to write before it starts, sorted by name.
    public var files: [File]
    /// Where it starts; the package where `nil`.
    public var folder: String?

    public init(
        arguments: [String],
        environment: [Variable] = [],
        standardInput: String? = nil,
        files: [File] = [],
        folder: String? = nil
    ) {
        self.arguments = arguments
        self.environment = environment
        self.standardInput = standardInput
        self.files = files
        self.folder = folder
    }

    /// A variable of the environment.
    public struct Variable: Hashable, Sendable {
        public var name: String
        public var value: Value

        public init(name: String, value: Value) {
            self.name = name
            self.value = value
        }

        public enum Value: Hashable, Sendable {
            case text(String)
            /// A secret's name: its value is looked up when the process starts.
            case secret(String)
        }
    }

    /// A file that the invocation brings along.
    public struct File: Hashable, Sendable {
        public var name: String
        public var content: String

        public init(name: String, content: String) {
            self.name = name
            self.content = content
        }
    }
}

/// Something to wait for.
public struct RenderedProbe: Hashable, Sendable {
    public var condition: Condition
    /// The pause between two tries.
    public var interval: Duration

    public init(condition: Condition, interval: Duration) {
        self.condition = condition
        self.interval = interval
    }

    public enum Condition: Hashable, Sendable {
        /// A file exists; a relative path starts at `folder`, or at the package where that is `nil`.
        case fileExists(String, folder: String?)
        /// So many seconds after the beginning of a day, in a time zone.
        case time(Datestamp, seconds: Int, timeZone: String)
        /// A process succeeds.
        case process(RenderedProcess)
    }
}
