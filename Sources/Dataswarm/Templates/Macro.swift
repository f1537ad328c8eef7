/// What may stand as `\(…)` in a ``Template``: a closed set of values that cannot become code.
///
/// It is one protocol with one interpolation method, so that the compiler says `type 'Macro' has no member 'dss'` when a
/// macro is misspelt. The conformances below that are unavailable are the mistakes that people make, as sentences.
public protocol Macro: ArgumentPart {}

/// What may stand as `\(…)` in an ``Argument`` or an ``EnvironmentValue``: each ``Macro``, and free text.
public protocol ArgumentPart {
    var piece: Piece { get }
}

/// A macro whose value is a path or a key.
public struct NamedMacro: Macro, Hashable, Sendable {
    public let piece: Piece
}

extension ArgumentPart where Self == NamedMacro {
    /// The folder that the task publishes: what is written there appears to others, whole, when the attempt succeeds.
    public static var output: NamedMacro { NamedMacro(piece: .output) }
    /// A folder for the attempt's own use.
    public static var scratch: NamedMacro { NamedMacro(piece: .scratch) }
    /// What names the task's work for a ds, the same for each attempt: an idempotency key, `cat_gifs.dump@2016-04-26`.
    public static var runKey: NamedMacro { NamedMacro(piece: .runKey) }
}

/// The folder that a task or the creation of a resource has published; see ``Task/output`` and ``Resource/output``.
public struct OutputMacro: Macro, Sendable {
    let source: TaskReference
    let steps: [DatestampStep]

    public var piece: Piece { .outputOf(source, steps: steps) }
}

extension Int: Macro {
    public var piece: Piece { .text(String(self)) }
}

extension Datestamp: Macro {
    public var piece: Piece { .text(description) }
}

extension String: ArgumentPart {
    public var piece: Piece { .free(self) }
}

@available(
    *, unavailable,
    message:
        "free text in a script could become code: pass it as an argument or an environment variable, or name a table or column with Identifier(…)"
)
extension String: Macro {}

@available(
    *, unavailable,
    message:
        "free text in a script could become code: pass it as an argument or an environment variable, or name a table or column with Identifier(…)"
)
extension Substring: Macro {
    public var piece: Piece { .free(String(self)) }
}

@available(
    *, unavailable,
    message: "a Double has more than one spelling: pass an Int, or a text of your own making as an argument"
)
extension Double: Macro {
    public var piece: Piece { .free(String(self)) }
}
