/// A reader of shell scripts that says for each path in one where it stands.
///
/// It reads as bash and dash do, and where they differ, or where a construct is beyond it, it gives up: from there on no
/// path that needs quotes is taken. It is held against both shells by scripts put together at random.
struct ShellLexer {
    /// Why it gave up.
    struct Uncertainty: Error { let reason: String }

    /// How many constructs may be open, one within the other.
    static let depthLimit = 64

    let script: [UInt8]
    let isBash: Bool
    /// The end of what is read: of the script, or of a here-document in it.
    var end: Int
    var at = 0
    /// The place of each path, in order.
    private(set) var places: [ShellPlace] = []
    /// Here-documents that were announced and have not begun.
    var announced: [HereDocument] = []
    /// Why no path may stand in what is open.
    var ban: String?
    /// How many `$(…)` are open.
    var substitutions = 0
    private var depth = 0

    init(_ script: [UInt8], isBash: Bool) {
        self.script = script
        self.isBash = isBash
        end = script.count
        let paths = script.count { $0 == Script.pathMark }
        do { try readCommands(.script) } catch {
            let rest = ShellPlace.nowhere(error.reason)
            places += repeatElement(rest, count: paths - places.count)
        }
        places += repeatElement(.nowhere("in a script that ends too early"), count: paths - places.count)
    }

    /// The byte that comes after so many others.
    func peek(_ distance: Int = 0) -> UInt8? { at + distance < end ? script[at + distance] : nil }

    mutating func notePath(_ place: ShellPlace) {
        places.append(ban.map(ShellPlace.nowhere) ?? place)
        at += 1
    }

    /// Reads what is within another construct.
    mutating func nested(
        ban: String? = nil, _ read: (inout ShellLexer) throws(Uncertainty) -> Void
    ) throws(Uncertainty) {
        if depth == ShellLexer.depthLimit { throw Uncertainty(reason: "after constructs that are nested too deeply") }
        depth += 1
        let outer = self.ban
        self.ban = outer ?? ban
        try read(&self)
        self.ban = outer
        depth -= 1
    }

    // MARK: Quotes

    mutating func readSingleQuotes() throws(Uncertainty) {
        at += 1
        while let byte = peek() {
            if byte == Script.pathMark {
                notePath(.single)
                continue
            }
            try noteLineBreak(byte)
            at += 1
            if byte == UInt8(ascii: "'") { return }
        }
        throw Uncertainty(reason: "after quotes that are not closed")
    }

    /// `$'…'`, in which a backslash escapes; to other shells than bash it is a dollar sign and single quotes.
    mutating func readEscapedQuotes() throws(Uncertainty) {
        at += 2
        while let byte = peek() {
            if byte == Script.pathMark {
                notePath(.nowhere("within $'…'"))
                continue
            }
            try noteLineBreak(byte)
            at += 1
            if byte == UInt8(ascii: "'") { return }
            if byte == UInt8(ascii: "\\"), let next = peek() {
                if next == UInt8(ascii: "'"), !isBash { throw Uncertainty(reason: "after $'…' with a quote in it") }
                if next != Script.pathMark { at += 1 }
            }
        }
        throw Uncertainty(reason: "after quotes that are not closed")
    }

    mutating func readDoubleQuotes() throws(Uncertainty) {
        at += 1
        while let byte = peek() {
            if byte == UInt8(ascii: "\"") {
                at += 1
                return
            }
            try readExpanding(byte, .double)
        }
        throw Uncertainty(reason: "after quotes that are not closed")
    }

    /// Reads one thing of what the shell expands and does not split: double quotes, a here-document.
    mutating func readExpanding(_ byte: UInt8, _ place: ShellPlace) throws(Uncertainty) {
        switch byte {
        case Script.pathMark: notePath(place)
        case UInt8(ascii: "\\"): readEscape()
        case UInt8(ascii: "$"): try readDollar(isQuoted: true)
        case UInt8(ascii: "`"): try readBackquotes()
        default:
            try noteLineBreak(byte)
            at += 1
        }
    }

    /// A backslash and what it escapes.
    mutating func readEscape() {
        at += 1
        guard let next = peek() else { return }
        if next == Script.pathMark { return notePath(.nowhere("after a backslash")) }
        at += 1
    }

    mutating func readBackquotes() throws(Uncertainty) {
        at += 1
        while let byte = peek() {
            if byte == Script.pathMark {
                notePath(.nowhere("within backquotes"))
                continue
            }
            try noteLineBreak(byte)
            at += 1
            if byte == UInt8(ascii: "`") { return }
            if byte == UInt8(ascii: "\\"), let next = peek(), next != Script.pathMark { at += 1 }
        }
        throw Uncertainty(reason: "after backquotes that are not closed")
    }

    /// Shells do not agree where a here-document begins whose line goes on within quotes.
    func noteLineBreak(_ byte: UInt8) throws(Uncertainty) {
        if byte == UInt8(ascii: "\n"), !announced.isEmpty {
            throw Uncertainty(reason: "after a here-document whose line goes on in another")
        }
    }
}
