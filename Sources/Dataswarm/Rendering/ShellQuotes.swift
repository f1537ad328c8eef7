/// The quotes, comments and here-documents that are open in a shell script.
///
/// It knows quotes in `$(…)` in double quotes. It does not know `$'…'` with an escaped quote in it, nor backquotes: in
/// these a path is spelled as if they were not there.
struct ShellQuotes {
    private enum Quote {
        case none, single, double, comment, hereDocument
    }

    private var quote = Quote.none
    private var isEscaped = false
    private var previous = UInt8(ascii: " ")
    /// Parentheses that are open.
    private var parentheses = 0
    /// For each `$(` in double quotes, how many parentheses were open around it.
    private var substitutions: [Int] = []
    private var documents = HereDocuments()

    mutating func follow(_ byte: UInt8) {
        if quote == .hereDocument {
            if documents.endsAll(with: byte) { quote = .none }
            return
        }
        if isEscaped {
            isEscaped = false
            previous = UInt8(ascii: "x")
            return
        }
        if quote == .none, documents.announces(byte) {
            previous = byte
            return
        }
        switch (quote, byte) {
        case (.none, UInt8(ascii: "\n")) where documents.begin(): quote = .hereDocument
        case (.none, UInt8(ascii: "\\")), (.double, UInt8(ascii: "\\")): isEscaped = true
        case (.none, UInt8(ascii: "'")): quote = .single
        case (.none, UInt8(ascii: "\"")): quote = .double
        case (.none, UInt8(ascii: "#")) where ShellQuotes.endsWord(previous): quote = .comment
        case (.none, UInt8(ascii: "(")): parentheses += 1
        case (.none, UInt8(ascii: ")")): closeParenthesis()
        case (.double, UInt8(ascii: "(")) where previous == UInt8(ascii: "$"):
            substitutions.append(parentheses)
            parentheses = 0
            quote = .none
        case (.comment, UInt8(ascii: "\n")): quote = documents.begin() ? .hereDocument : .none
        case (.single, UInt8(ascii: "'")), (.double, UInt8(ascii: "\"")): quote = .none
        default: break
        }
        previous = byte
    }

    mutating func followValue() {
        isEscaped = false
        previous = UInt8(ascii: "x")
        documents.followValue()
    }

    func spelled(_ path: String) -> String {
        switch quote {
        case .none: ShellQuotes.isPlainWord(path) ? path : "'\(path.spelling("'", as: "'\\''"))'"
        case .single: path.spelling("'", as: "'\\''")
        case .double: path.backslashing("\\\"$`")
        // A line break would end the comment, which is for people to read.
        case .comment: path.spelling("\n", as: " ")
        case .hereDocument: documents.isLiteral ? path : path.backslashing("\\$`")
        }
    }

    private mutating func closeParenthesis() {
        if parentheses > 0 {
            parentheses -= 1
        } else if let around = substitutions.popLast() {
            parentheses = around
            quote = .double
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool { " \t\n;|&()".utf8.contains(byte) }

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
}
