/// Text from outside made fit for a message: it can neither drive a terminal nor fill the screen.
enum Printable {
    /// The number of Unicode scalars that are shown before a text is cut; more than any datestamp or cron expression
    /// that a person writes.
    static let limit = 60

    /// The text between single quotes, shortened and escaped: `'2016-4-26'`.
    static func quoted(_ text: some StringProtocol) -> String {
        "'" + escaped(text) + "'"
    }

    /// The text, shortened and with everything that does not print written out, as `\u{1B}`.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        var shown = 0
        for scalar in text.unicodeScalars {
            guard shown < limit else { return result + "…" }
            if prints(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
            shown += 1
        }
        return result
    }

    /// Whether a scalar shows as itself.
    ///
    /// Format characters do not: among them are those that reverse the direction of a line or have no width. Neither
    /// do blanks other than the ordinary one, nor combining marks, which would draw over the quote before them.
    private static func prints(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
        case .surrogate, .privateUse, .unassigned: false
        case .nonspacingMark, .enclosingMark: false
        default: true
        }
    }
}
