/// A text that reaches a process as it is and is never read as code by us: an argument, a path, a variable's value.
///
/// It takes macros and free text alike: `"\(table)"`, `"--ds=\(.ds)"`. A secret does not belong in one, because `ps` shows
/// arguments: give it to the process as an environment variable, ``EnvironmentValue/secret(_:)``.
public struct Argument: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What it is made of.
    public let pieces: [Piece]
    /// How paths in it are spelled.
    public let language: Language

    public init(pieces: [Piece], language: Language = .plain) {
        self.pieces = pieces
        self.language = language
    }

    public init(stringLiteral text: String) { self.init(pieces: text.isEmpty ? [] : [.text(text)]) }

    public init(stringInterpolation: StringInterpolation) { self.init(pieces: stringInterpolation.buffer.pieces) }

    /// A whole script as one argument, with its paths spelled as its language does.
    public static func script(_ template: Template, in language: Language) -> Argument {
        Argument(pieces: template.pieces, language: language)
    }

    /// The path of a file that the invocation brings along; see ``Process/files``.
    public static func file(_ name: String) -> Argument { Argument(pieces: [.file(name)]) }

    public struct StringInterpolation: StringInterpolationProtocol {
        var buffer = PieceBuffer()

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { buffer.append(.text(literal)) }

        public mutating func appendInterpolation<P: ArgumentPart>(_ part: P) { buffer.append(part.piece) }

        /// Another argument's text, in which paths keep standing as they are.
        public mutating func appendInterpolation(_ argument: Argument) {
            for piece in argument.pieces { buffer.append(piece) }
        }

        /// A datestamp in a format, such as `\(.ds, .compact)`.
        public mutating func appendInterpolation(_ macro: DatestampMacro, _ format: DatestampFormat) {
            buffer.append(.datestamp(macro.steps, format))
        }
    }
}
