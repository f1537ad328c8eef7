/// The value of a variable in a process's environment: a text, or the name of a secret.
public enum EnvironmentValue: Hashable, Sendable, ExpressibleByStringInterpolation {
    case text(Argument)
    /// A secret by its name; `driver` looks up the value when the attempt starts, and nothing of ours ever writes it.
    case secret(String)

    public init(stringLiteral text: String) { self = .text(Argument(stringLiteral: text)) }

    public init(stringInterpolation: Argument.StringInterpolation) {
        self = .text(Argument(stringInterpolation: stringInterpolation))
    }
}

/// A secret's name, for the places that cannot take it to say so.
public struct Secret: Hashable, Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }
}

@available(
    *, unavailable,
    message:
        "a secret in a script or an argument would show in logs and in ps: pass it as environment: [\"NAME\": .secret(\"name\")]"
)
extension Secret: Macro {
    public var piece: Piece { .free(name) }
}
