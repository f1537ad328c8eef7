/// The text of a script or a query: the author's own words and macros.
///
/// ```swift
/// let query: Template = "SELECT * FROM gifs WHERE ds BETWEEN '\(.ds - 6.days)' AND '\(.ds)'"
/// ```
///
/// Free text (a `String`, a text parameter, a secret) cannot stand in it: it does not compile, and the message says where
/// to put it instead.
public struct Template: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What it is made of.
    public let pieces: [Piece]

    public init(stringLiteral text: String) { pieces = [.text(text)] }

    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.buffer.pieces }

    init(pieces: [Piece]) { self.pieces = pieces }

    public struct StringInterpolation: StringInterpolationProtocol {
        var buffer = PieceBuffer()

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { buffer.append(.text(literal)) }

        public mutating func appendInterpolation<M: Macro>(_ macro: M) { buffer.append(macro.piece) }

        /// A datestamp in a format, such as `\(.ds, .compact)`.
        public mutating func appendInterpolation(_ macro: DatestampMacro, _ format: DatestampFormat) {
            buffer.append(.datestamp(macro.steps, format))
        }
    }

    /// Two scripts one after the other.
    public static func + (first: Template, second: Template) -> Template {
        var buffer = PieceBuffer(pieces: first.pieces)
        for piece in second.pieces { buffer.append(piece) }
        return Template(pieces: buffer.pieces)
    }
}

/// Pieces in order; text next to text is joined, so that equal texts have equal pieces.
struct PieceBuffer {
    private(set) var pieces: [Piece] = []

    mutating func append(_ piece: Piece) {
        guard case .text(let text) = piece else { return pieces.append(piece) }
        if text.isEmpty { return }
        if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(piece)
        }
    }
}
