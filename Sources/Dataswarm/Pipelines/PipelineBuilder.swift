/// What may stand in the closure of a pipeline or a group: defaults, tasks, groups, and lists of them.
public enum Statement: Sendable {
    case defaults(Defaults)
    case nodes([Node])

    var defaults: Defaults? {
        if case .defaults(let defaults) = self { defaults } else { nil }
    }

    var nodes: [Node] {
        if case .nodes(let nodes) = self { nodes } else { [] }
    }
}

/// Builds the content of a ``Pipeline`` or a ``Group`` from its statements.
///
/// It has one element type and concrete overloads, so that closures of hundreds of statements type-check quickly.
/// The unavailable overloads turn the usual mistakes into sentences.
@resultBuilder
public enum PipelineBuilder {
    public static func buildExpression(_ defaults: Defaults) -> [Statement] { [.defaults(defaults)] }
    public static func buildExpression(_ member: any PipelineMember) -> [Statement] { [.nodes([member])] }
    public static func buildExpression(_ members: [any PipelineMember]) -> [Statement] { [.nodes(members)] }
    /// An author's `print(…)` describes nothing.
    public static func buildExpression(_ nothing: Void) -> [Statement] { [] }

    public static func buildBlock(_ statements: [Statement]...) -> [Statement] { statements.flatMap { $0 } }
    public static func buildArray(_ statements: [[Statement]]) -> [Statement] { statements.flatMap { $0 } }
    public static func buildOptional(_ statements: [Statement]?) -> [Statement] { statements ?? [] }
    public static func buildEither(first statements: [Statement]) -> [Statement] { statements }
    public static func buildEither(second statements: [Statement]) -> [Statement] { statements }

    @available(*, unavailable, message: "an operator is not a task yet: write Task(\"name\", …) around it")
    public static func buildExpression(_ operation: some Operator) -> [Statement] { [] }

    @available(*, unavailable, message: "a text is not a task: write Task(\"name\", Shell(\"…\"))")
    public static func buildExpression(_ text: String) -> [Statement] { [] }

    @available(
        *, unavailable,
        message: "a resource stands for nothing by itself: name it in the uses: of the tasks that need it"
    )
    public static func buildExpression(_ resource: Resource) -> [Statement] { [] }

    @available(
        *, unavailable,
        message: "a task of another pipeline stands there: name it in the depList: of those that wait for it"
    )
    public static func buildExpression(_ task: NamedTask) -> [Statement] { [] }

    @available(*, unavailable, message: "a window is waited for: name it in the depList: of the tasks that read it")
    public static func buildExpression(_ window: TaskWindow) -> [Statement] { [] }

    @available(*, unavailable, message: "a pipeline cannot stand in another: list both in the definitions")
    public static func buildExpression(_ pipeline: Pipeline) -> [Statement] { [] }

    @available(*, unavailable, message: "pipelines cannot stand in another: list them in the definitions")
    public static func buildExpression(_ pipelines: [Pipeline]) -> [Statement] { [] }
}
