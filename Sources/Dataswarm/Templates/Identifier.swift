/// A name in a query or a script, such as a table's: letters, digits and `_`, not beginning with a digit.
///
/// Because it can hold nothing else, it may stand in a ``Template``. Whether it is one is checked when the graph is
/// loaded, and a bad one is an error that names the task.
public struct Identifier: Macro, Hashable, Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }

    public var piece: Piece {
        // A bad name travels as free text, which the graph's validation does not accept in a script.
        Identifier.isValid(name) ? .text(name) : .free(name)
    }

    /// Whether `name` is an identifier.
    public static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, !isDigit(first), name.utf8.count <= 128 else { return false }
        return name.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
