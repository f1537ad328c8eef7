/// A Python program, from a file or written in place.
///
/// ```swift
/// Python(file: "clean.py", arguments: ["\(.ds)"])
/// Python("import sys; print(len(sys.argv[1]))", arguments: ["\(title)"])
/// ```
public struct Python: Operator {
    private enum Source {
        case file(Argument)
        case script(Template)
    }

    private let source: Source
    let arguments: [Argument]
    let environment: [String: EnvironmentValue]

    /// A program in a file; a relative path starts at the task's working folder.
    public init(file: Argument, arguments: [Argument] = [], environment: [String: EnvironmentValue] = [:]) {
        self.source = .file(file)
        self.arguments = arguments
        self.environment = environment
    }

    /// A program written in place. No path may stand in it, because nothing would quote it: paths come in as arguments or variables: `sys.argv[1]`, `os.environ["DATASWARM_OUTPUT"]`.
    public init(_ script: Template, arguments: [Argument] = [], environment: [String: EnvironmentValue] = [:]) {
        self.source = .script(script)
        self.arguments = arguments
        self.environment = environment
    }

    public var invocation: Invocation {
        let program: [Argument] =
            switch source {
            case .file(let file): ["python3", file]
            case .script(let script): ["python3", "-c", .script(script, in: .python)]
            }
        return .process(program + arguments, environment: environment)
    }
}
