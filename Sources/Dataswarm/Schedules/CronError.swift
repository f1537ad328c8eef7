/// Why a text is not a cron expression.
public struct CronError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence: the expression, the field and the value in it, what is wrong and what is accepted.
    ///
    /// Safe to print: text from outside is quoted, shortened and without control characters.
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
