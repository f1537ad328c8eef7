/// Why a text, a number or a calculation does not give a datestamp.
public struct DatestampError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence: where it went wrong, what is wrong and what to do instead.
    ///
    /// Safe to print: text from outside is quoted, shortened and without control characters.
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
