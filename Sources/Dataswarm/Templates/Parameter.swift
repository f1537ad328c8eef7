/// A typed value that the command line may set: `driver --set limit=5`.
///
/// ```swift
/// let limit = Parameter<Int>("limit", default: 100)
/// Task("top", SQLite("SELECT url FROM gifs ORDER BY hits DESC LIMIT \(limit)", database: …))
/// ```
///
/// It belongs to the pipelines that use it; two declarations of one name in one pipeline must agree.
public struct Parameter<Value: ParameterValue>: Hashable, Sendable {
    public let name: String
    public let defaultValue: Value

    public init(_ name: String, default defaultValue: Value) {
        self.name = name
        self.defaultValue = defaultValue
    }
}

extension Parameter: ArgumentPart {
    public var piece: Piece {
        .parameter(ParameterDeclaration(name: name, type: Value.parameterType, defaultText: defaultValue.parameterText))
    }
}

extension Parameter: Macro where Value: ScriptParameterValue {}

/// A parameter as the graph knows it.
public struct ParameterDeclaration: Hashable, Sendable {
    public let name: String
    public let type: ParameterType
    /// The default, in the spelling that `--set` takes.
    public let defaultText: String

    public init(name: String, type: ParameterType, defaultText: String) {
        self.name = name
        self.type = type
        self.defaultText = defaultText
    }
}

/// The types that a parameter can have.
public enum ParameterType: String, Hashable, Sendable, CaseIterable {
    case integer, datestamp, identifier, text

    /// Whether `value` is of the type.
    public func accepts(_ value: String) -> Bool {
        switch self {
        case .integer: Int(value).map { String($0) == value } ?? false
        case .datestamp: (try? Datestamp(value)) != nil
        case .identifier: Identifier.isValid(value)
        case .text: !value.utf8.contains(0)
        }
    }
}

/// A type that a ``Parameter`` can have.
public protocol ParameterValue: Hashable, Sendable {
    static var parameterType: ParameterType { get }
    var parameterText: String { get }
}

/// A type whose values may stand in a script: they cannot become code.
public protocol ScriptParameterValue: ParameterValue {}

extension Int: ScriptParameterValue {
    public static var parameterType: ParameterType { .integer }
    public var parameterText: String { String(self) }
}

extension Datestamp: ScriptParameterValue {
    public static var parameterType: ParameterType { .datestamp }
    public var parameterText: String { description }
}

extension Identifier: ScriptParameterValue {
    public static var parameterType: ParameterType { .identifier }
    public var parameterText: String { name }
}

extension String: ParameterValue {
    public static var parameterType: ParameterType { .text }
    public var parameterText: String { self }
}

@available(
    *, unavailable,
    message: "a text parameter in a script could become code: pass it as an argument or an environment variable"
)
extension String: ScriptParameterValue {}
