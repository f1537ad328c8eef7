/// Where a path stands in a shell script.
enum ShellPlace: Hashable {
    /// Outside of quotes, as a word or a part of one.
    case word
    case single
    case double
    case comment
    /// In a here-document.
    case document(HereDocument)
    /// Where no spelling is safe, and why: `within backquotes`.
    case nowhere(String)

    func spelling(of path: String) throws(SpellingRefusal) -> String {
        if ShellPlace.isPlainWord(path) { return path }
        switch self {
        case .word: return "'\(path.spelling("'", as: "'\\''"))'"
        case .single: return path.spelling("'", as: "'\\''")
        case .double: return path.backslashing("\\\"$`")
        // A line break would end the comment, which is for people to read.
        case .comment: return path.spelling("\n", as: " ")
        case .document(let document):
            if document.canEnd(within: path) { throw SpellingRefusal("in a here-document, which it could end") }
            return document.isLiteral ? path : path.backslashing("\\$`")
        case .nowhere(let reason): throw SpellingRefusal("\(reason), where it cannot be quoted safely")
        }
    }

    /// Whether the path means itself in every place of a script, so that it needs no quotes.
    static func isPlainWord(_ path: String) -> Bool {
        !path.isEmpty
            && path.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "/._-+:@%=".utf8.contains(byte)
                }
            }
    }
}
