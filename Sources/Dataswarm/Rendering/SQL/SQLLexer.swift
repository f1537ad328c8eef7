/// A reader of SQL in one dialect that says for each path in a script where it stands.
///
/// Which dialect a script is in is not always known. Then it is read in each, and those are passed over in which it ends
/// within quotes; where the others do not agree on the spelling of a path, it is refused.
struct SQLLexer {
    /// Why it gave up.
    struct Uncertainty: Error { let reason: String }

    let script: [UInt8]
    let dialect: SQLDialect
    var at = 0
    /// The place of each path, in order.
    private(set) var places: [SQLPlace] = []
    /// Whether it came to its end outside of quotes.
    private(set) var isWhole = false
    /// Whether what stands before would be one with a string that begins here.
    private var isGlued = false
    var statement = SQLStatement()

    init(_ script: [UInt8], in dialect: SQLDialect) {
        self.script = script
        self.dialect = dialect
        let paths = script.count { $0 == Script.pathMark }
        do {
            isWhole = try read()
        } catch {
            isWhole = true
            let place = SQLPlace.nowhere(SpellingRefusal(error.reason, advice: SQLLexer.boundParameter))
            places += repeatElement(place, count: paths - places.count)
        }
    }

    static let boundParameter = "give it to the database as a bound parameter or a variable"

    static func candidates(_ script: [UInt8], in dialects: [SQLDialect]) -> [SQLLexer] {
        let all = dialects.map { SQLLexer(script, in: $0) }
        let whole = all.filter(\.isWhole)
        return whole.isEmpty ? all : whole
    }

    /// The path as all candidates spell it.
    static func spelling(of path: String, at index: Int, by lexers: [SQLLexer]) throws(SpellingRefusal) -> String {
        var result: String?
        for lexer in lexers {
            let spelled = try lexer.places[index].spelling(of: path, in: lexer.dialect)
            if let result, result != spelled {
                throw SpellingRefusal(
                    "where dialects of SQL do not agree on how to spell it", advice: SQLLexer.boundParameter)
            }
            result = spelled
        }
        return result ?? path
    }

    func peek(_ distance: Int = 0) -> UInt8? { at + distance < script.count ? script[at + distance] : nil }

    mutating func notePath(_ place: SQLPlace) {
        places.append(place)
        at += 1
    }

    // MARK: Text

    /// Reads to the end; whether it came there outside of quotes.
    private mutating func read() throws(Uncertainty) -> Bool {
        while let byte = peek() {
            if isLineStart, try readCommandLine(byte) { continue }
            var glues = false
            switch byte {
            case UInt8(ascii: "'"):
                statement.see(.other)
                let escapes = try stringEscapes()
                let place: SQLPlace = dialect == .hive ? .escaped(quote: "'") : .string(escapes: escapes)
                guard readQuotes(byte, place, escapes: escapes) else { return false }
                glues = true
            case UInt8(ascii: "\""):
                statement.see(.other)
                let escapes = dialect.escapesByBackslash
                let place: SQLPlace = dialect == .hive ? .escaped(quote: "\"") : .double(escapes: escapes)
                guard readQuotes(byte, place, escapes: escapes) else { return false }
                glues = true
            case UInt8(ascii: "`") where dialect.hasBackquotes:
                statement.see(.other)
                guard readQuotes(byte, .backquotes, escapes: false) else { return false }
                glues = true
            case UInt8(ascii: "[") where dialect == .sqlite:
                statement.see(.other)
                guard readQuotes(UInt8(ascii: "]"), .brackets, escapes: false) else { return false }
                glues = true
            case UInt8(ascii: "-") where beginsLineComment, UInt8(ascii: "#") where dialect == .mysql: readLineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                guard try readBlockComment() else { return false }
            case UInt8(ascii: "$") where dialect == .postgres && !isGlued:
                guard readDollarString() else { return false }
                glues = true
            case UInt8(ascii: "\\") where dialect == .postgres || dialect == .mysql: readClientCommand()
            case Script.pathMark:
                statement.see(.other)
                readPath()
                glues = true
            case _ where SQLLexer.isNamePart(byte):
                readName()
                glues = true
            default:
                if byte == UInt8(ascii: ";") {
                    statement.see(.semicolon)
                } else if !" \t\n\u{C}\r".utf8.contains(byte) {
                    statement.see(.other)
                }
                glues = ":@$./".utf8.contains(byte)
                at += 1
            }
            isGlued = glues
        }
        return true
    }

    private var isLineStart: Bool { at == 0 || script[at - 1] == UInt8(ascii: "\n") }

    private var beginsLineComment: Bool {
        guard peek(1) == UInt8(ascii: "-") else { return false }
        // To MySQL, `5--1` is six.
        return dialect != .mysql || peek(2).map { $0 <= UInt8(ascii: " ") } ?? true
    }

    private mutating func readPath() {
        let next = peek(1).map { SQLLexer.isNamePart($0) || "'\"`$./:\\".utf8.contains($0) || $0 == Script.pathMark }
        if isGlued || next ?? false {
            notePath(
                .nowhere(
                    SpellingRefusal(
                        "next to what is not a part of it",
                        advice: "write single quotes around it and what belongs to it")))
        } else {
            notePath(.expression)
        }
    }

    private mutating func readName() {
        let start = at
        while let byte = peek(), SQLLexer.isNamePart(byte) { at += 1 }
        statement.see(.word(script[start..<at]))
    }

    static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80..<Script.pathMark:
            true
        default: false
        }
    }

    /// Whether a backslash escapes in the string that begins here.
    private func stringEscapes() throws(Uncertainty) -> Bool {
        if dialect.escapesByBackslash { return true }
        guard dialect == .postgres, at > 0 else { return false }
        let isWord = at > 1 && (SQLLexer.isNamePart(script[at - 2]) || script[at - 2] == UInt8(ascii: "$"))
        if script[at - 1] | 0x20 == UInt8(ascii: "e"), !isWord { return true }
        if script[at - 1] == UInt8(ascii: "&"), at > 1, script[at - 2] | 0x20 == UInt8(ascii: "u") {
            throw Uncertainty(reason: "after a string with U&")
        }
        return false
    }

    /// Quotes to their end; whether they have one. A doubled quote closes and opens again, which comes to the same.
    private mutating func readQuotes(_ close: UInt8, _ place: SQLPlace, escapes: Bool) -> Bool {
        at += 1
        while let byte = peek() {
            if byte == Script.pathMark {
                notePath(place)
                continue
            }
            at += 1
            if byte == close { return true }
            if escapes, byte == UInt8(ascii: "\\"), peek() != nil {
                if peek() == Script.pathMark {
                    notePath(.nowhere(SpellingRefusal("after a backslash", advice: "leave the backslash out")))
                } else {
                    at += 1
                }
            }
        }
        return false
    }

    private mutating func readDollarString() -> Bool {
        var tagEnd = at + 1
        while tagEnd < script.count, SQLLexer.isNamePart(script[tagEnd]) { tagEnd += 1 }
        let isParameter = peek(1).map { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") } ?? true
        guard tagEnd < script.count, script[tagEnd] == UInt8(ascii: "$"), !isParameter else {
            at += 1
            return true
        }
        let tag = script[at...tagEnd]
        at = tagEnd + 1
        while at < script.count {
            if script[at...].starts(with: tag) {
                at += tag.count
                return true
            }
            if script[at] == Script.pathMark {
                notePath(
                    .nowhere(
                        SpellingRefusal("within a string in dollar signs", advice: SQLLexer.boundParameter)))
            } else {
                at += 1
            }
        }
        return false
    }

    // MARK: Comments

    private mutating func readLineComment() {
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == Script.pathMark { notePath(.lineComment) } else { at += 1 }
        }
    }

    private mutating func readBlockComment() throws(Uncertainty) -> Bool {
        if dialect == .mysql, peek(2) == UInt8(ascii: "!") || peek(2) == UInt8(ascii: "+") {
            throw Uncertainty(reason: "after a comment that is executed")
        }
        at += 2
        var depth = 1
        while let byte = peek() {
            if byte == Script.pathMark {
                notePath(.blockComment)
            } else if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                at += 2
                depth -= 1
                if depth == 0 { return true }
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                if dialect == .hive { throw Uncertainty(reason: "after a comment within a comment") }
                if dialect == .postgres { depth += 1 }
                at += dialect == .postgres ? 2 : 1
            } else {
                if byte == UInt8(ascii: "\n") { statement.seeLineBreakInComment() }
                at += 1
            }
        }
        return false
    }

    // MARK: Commands of the program

    /// A line that the program takes for itself, if this is one.
    private mutating func readCommandLine(_ byte: UInt8) throws(Uncertainty) -> Bool {
        switch dialect {
        case .sqlite:
            if byte == UInt8(ascii: "."), try statement.isComplete() {
                readDotCommand()
                return true
            }
            if byte == UInt8(ascii: "#"), try statement.isComplete() {
                readLineComment()
                return true
            }
            if !statement.isBetween, endsStatementAlone {
                throw Uncertainty(reason: "after a line that ends a statement without a semicolon")
            }
        case .mysql:
            let words = ["source", "system", "tee", "pager"]
            if words.contains(where: { script[at...].starts(with: $0.utf8) && peek($0.utf8.count) == UInt8(ascii: " ") }
            ) {
                readClientCommand()
                return true
            }
        case .postgres, .hive: break
        }
        return false
    }

    /// Whether the line is `/` or `go`, which `sqlite3` takes for a semicolon.
    private var endsStatementAlone: Bool {
        let line = script[at...].prefix { $0 != UInt8(ascii: "\n") }
        let text = line.filter { !" \t\r".utf8.contains($0) }
        return text == [UInt8(ascii: "/")] || text.map { $0 | 0x20 } == Array("go".utf8)
    }

    private mutating func readClientCommand() {
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == Script.pathMark { notePath(.clientCommand) } else { at += 1 }
        }
    }
}
