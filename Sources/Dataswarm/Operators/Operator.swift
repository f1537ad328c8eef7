/// How a task works: a pure value that lowers to an ``Invocation``.
///
/// The operators that ship have no privileges over your own:
///
/// ```swift
/// struct Hive: Operator {
///     let query: Template
///     var invocation: Invocation { .process(["hive", "-e", .script(query, in: .sql)]) }
/// }
/// ```
public protocol Operator: Sendable {
    /// What is executed, still symbolic.
    var invocation: Invocation { get }
    /// How selectors and listings call it; the type's name unless told.
    static var name: String { get }
}

extension Operator {
    public static var name: String { String(describing: Self.self) }
}
