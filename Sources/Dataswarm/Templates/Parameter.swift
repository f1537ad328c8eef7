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
