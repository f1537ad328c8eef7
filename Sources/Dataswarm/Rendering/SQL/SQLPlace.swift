/// Where a path stands in a text of SQL.
enum SQLPlace: Hashable {
    /// Outside of quotes, where a string may stand.
    case expression
    /// In `'…'`; whether a backslash escapes there.
    case string(escapes: Bool)
    /// In `"…"`; whether a backslash escapes there.
    case double(escapes: Bool)
    /// In `'…'` or `"…"` of a dialect in which a quote is escaped by a backslash alone.
    case escaped(quote: String)
    case backquotes
    case brackets
    case lineComment
    case blockComment
    /// In a dot command of `sqlite3`, outside of quotes or within.
    case dotWord, dotSingle, dotDouble
    /// In a command of a database's program, whose quotes are its own.
    case clientCommand
    /// Where no spelling is safe, and why: `within a string in dollar signs`.
    case nowhere(SpellingRefusal)

    func spelling(of path: String, in dialect: SQLDialect) throws(SpellingRefusal) -> String {
        switch self {
        case .expression where dialect == .hive: return "'\(path.backslashing("\\'"))'"
        case .expression:
            let path = dialect.escapesByBackslash ? path.backslashing("\\") : path
            return "'\(path.spelling("'", as: "''"))'"
        case .string(let escapes): return (escapes ? path.backslashing("\\") : path).spelling("'", as: "''")
        case .double(let escapes): return (escapes ? path.backslashing("\\") : path).spelling("\"", as: "\"\"")
        case .escaped(let quote): return path.backslashing("\\\(quote)")
        case .backquotes: return path.spelling("`", as: "``")
        case .brackets: if !path.contains(anyOf: "]") { return path }
        // What could end a comment is left out: it is for people to read.
        case .lineComment: return path.spelling("\n", as: " ").spelling("\r", as: " ")
        case .blockComment: return path.spelling("*", as: "?")
        case .dotWord:
            if !path.contains(anyOf: " \t\n\u{B}\u{C}\r\\") { return path }
            throw SpellingRefusal(
                "in a dot command, which splits words at blanks and reads backslashes",
                advice: "write double quotes around the word")
        case .dotSingle:
            if !path.contains(anyOf: "'\n\r") { return path }
            throw SpellingRefusal(
                "in single quotes of a dot command, which know no escape", advice: "write double quotes around the word"
            )
        case .dotDouble: if !path.contains(anyOf: "\n\r") { return path.backslashing("\\\"") }
        case .clientCommand: if ShellPlace.isPlainWord(path) { return path }
        case .nowhere(let refusal): throw refusal
        }
        throw SpellingRefusal(
            self == .brackets ? "in brackets, which it would close" : "in a command of the database's program",
            advice: SQLPlace.otherState)
    }

    static let otherState =
        "keep the state in a folder of letters, digits and /._-+:@%= with --state, or use the path in SQL instead"
}
