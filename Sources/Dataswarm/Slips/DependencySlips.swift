// How the other tools say what waits for what, as sentences of the compiler that say how it is said here.

extension Node {
    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func >> (upstream: Node, task: Node) -> Task { Task("", NoOp()) }

    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func >> (upstream: [Node], task: Node) -> Task { Task("", NoOp()) }

    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func >> (upstream: Node, tasks: [Node]) -> Task { Task("", NoOp()) }

    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func << (task: Node, upstream: Node) -> Task { Task("", NoOp()) }

    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func << (task: Node, upstream: [Node]) -> Task { Task("", NoOp()) }

    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    @discardableResult public static func << (tasks: [Node], upstream: Node) -> Task { Task("", NoOp()) }

    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    public func set_upstream(_ upstream: Any) {}

    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, message: "the task that waits says so: Task(\"rank\", …, depList: [fetch])")
    public func set_downstream(_ downstream: Any) {}
}

extension ExpressibleByStringLiteral where Self: Node {
    @available(
        *, unavailable,
        message:
            "a dependency is the task itself, not its name: depList: [fetch], or depList: [.task(\"ingest.fetch\")] for a task of another pipeline"
    )
    public init(stringLiteral name: String) { fatalError("unavailable") }
}

@available(
    *, unavailable,
    message:
        "a dependency is the task itself, not its name: depList: [fetch], or depList: [.task(\"ingest.fetch\")] for a task of another pipeline"
)
extension Node: ExpressibleByStringLiteral {}

/// Other words for `depList`. A parameter with a default keeps the compiler precise about labels that are not among them.
extension Task {
    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, upstream: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, dependsOn: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, depends_on: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, deps: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, requires: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(*, unavailable, message: "what a task waits for is its depList: write depList: [fetch]")
    public convenience init(
        _ name: String, _ operation: any Operator, after: Any, retries: Retries? = nil, timeout: Duration? = nil
    ) { self.init(name, operation) }

    @available(
        *, unavailable,
        message:
            "what a task does stands after its name: Task(\"fetch\", Shell(\"…\")), or NoOp() where it does nothing"
    )
    public convenience init(_ name: String, depList: [Node]) { self.init(name, NoOp()) }
}
