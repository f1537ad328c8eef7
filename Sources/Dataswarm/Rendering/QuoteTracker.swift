/// Follows the quotes that are open in a script, so that a path is spelled as the place wants it.
///
/// An author writes `> \(.output)/cats.tsv`, `> "\(.output)/cats.tsv"` or `'\(.output)'`, and each of them works for a folder
/// with a blank or a quote in its name. Here-documents are not followed: a path in one is spelled as outside of quotes.
struct QuoteTracker {
    private enum Quote {
        case none, single, double, comment
    }

    private let language: Language
    private var quote = Quote.none
    private var isEscaped = false
    private var previous: UInt8 = UInt8(ascii: " ")

    init(language: Language) { self.language = language }

    /// Takes note of the quotes that a piece of the author's text opens and closes.
    mutating func follow(_ text: String) {
        switch language {
        case .plain: return
        case .shell: for byte in text.utf8 { followShell(byte) }
        case .sql: for byte in text.utf8 { followSQL(byte) }
        }
    }

    /// The path as the language spells it where the text now stands.
    func spelled(_ path: String) -> String {
        switch (language, quote) {
        case (.plain, _), (_, .comment): path
        case (.shell, .none): QuoteTracker.isPlainWord(path) ? path : "'\(path.replacing("'", with: "'\\''"))'"
        case (.shell, .single): path.replacing("'", with: "'\\''")
        case (.shell, .double): QuoteTracker.escapedInDoubleQuotes(path)
        case (.sql, .none): "'\(path.replacing("'", with: "''"))'"
        case (.sql, .single): path.replacing("'", with: "''")
        case (.sql, .double): path.replacing("\"", with: "\"\"")
        }
    }

    private mutating func followShell(_ byte: UInt8) {
        defer { previous = byte }
        if isEscaped {
            isEscaped = false
            return
        }
        switch (quote, byte) {
        case (.none, UInt8(ascii: "\\")), (.double, UInt8(ascii: "\\")): isEscaped = true
        case (.none, UInt8(ascii: "'")): quote = .single
        case (.none, UInt8(ascii: "\"")): quote = .double
        case (.none, UInt8(ascii: "#")) where QuoteTracker.endsWord(previous): quote = .comment
        case (.single, UInt8(ascii: "'")), (.double, UInt8(ascii: "\"")), (.comment, UInt8(ascii: "\n")): quote = .none
        default: break
        }
    }

    private mutating func followSQL(_ byte: UInt8) {
        defer { previous = byte }
        switch (quote, byte) {
        case (.none, UInt8(ascii: "'")): quote = .single
        case (.none, UInt8(ascii: "\"")): quote = .double
        case (.none, UInt8(ascii: "-")) where previous == UInt8(ascii: "-"): quote = .comment
        // A doubled quote closes and opens again, which comes to the same.
        case (.single, UInt8(ascii: "'")), (.double, UInt8(ascii: "\"")), (.comment, UInt8(ascii: "\n")): quote = .none
        default: break
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        " \t\n;|&()".utf8.contains(byte)
    }

    private static func isPlainWord(_ path: String) -> Bool {
        !path.isEmpty
            && path.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "/._-+:,@%=".utf8.contains(byte)
                }
            }
    }

    private static func escapedInDoubleQuotes(_ path: String) -> String {
        var escaped = ""
        for character in path {
            if "\\\"$`".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}

extension String {
    /// The text with each `target` replaced; the standard library alone has no such method for strings.
    func replacing(_ target: Character, with replacement: String) -> String {
        var result = ""
        for character in self {
            if character == target { result += replacement } else { result.append(character) }
        }
        return result
    }
}
