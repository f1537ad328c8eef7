/// The quotes and comments that are open in a text of SQL.
struct SQLQuotes {
    private enum Quote {
        case none, single, double, lineComment, blockComment
    }

    private var quote = Quote.none
    private var previous = UInt8(ascii: " ")

    mutating func follow(_ byte: UInt8) {
        var seen = byte
        switch (quote, byte) {
        case (.none, UInt8(ascii: "'")): quote = .single
        case (.none, UInt8(ascii: "\"")): quote = .double
        case (.none, UInt8(ascii: "-")) where previous == UInt8(ascii: "-"): quote = .lineComment
        case (.none, UInt8(ascii: "*")) where previous == UInt8(ascii: "/"):
            quote = .blockComment
            seen = UInt8(ascii: " ")
        case (.blockComment, UInt8(ascii: "/")) where previous == UInt8(ascii: "*"):
            quote = .none
            seen = UInt8(ascii: " ")
        // A doubled quote closes and opens again, which comes to the same.
        case (.single, UInt8(ascii: "'")), (.double, UInt8(ascii: "\"")), (.lineComment, UInt8(ascii: "\n")):
            quote = .none
        default: break
        }
        previous = seen
    }

    mutating func followValue() { previous = UInt8(ascii: "x") }

    func spelled(_ path: String) -> String {
        switch quote {
        case .none: "'\(path.spelling("'", as: "''"))'"
        case .single: path.spelling("'", as: "''")
        case .double: path.spelling("\"", as: "\"\"")
        // What could end the comment is left out: it is for people to read.
        case .lineComment: path.spelling("\n", as: " ").spelling("\r", as: " ")
        case .blockComment: path.spelling("*", as: "?")
        }
    }
}
