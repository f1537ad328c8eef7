/// Who will read a script, as far as the arguments of its process tell: shells, and dialects of SQL, do not agree on what
/// quotes and comments are.
struct ScriptReader {
    /// Whether it is bash. Of another shell nothing is known but what POSIX says.
    let isBash: Bool
    /// The dialects that it may read.
    let dialects: [SQLDialect]

    /// Whoever reads a text that belongs to no process: what is standard.
    static let standard = ScriptReader(isBash: false, dialects: SQLDialect.standard)

    private init(isBash: Bool, dialects: [SQLDialect]) {
        self.isBash = isBash
        self.dialects = dialects
    }

    /// The reader that is named before the script, or among all arguments where the script is standard input.
    ///
    /// It need not be the first: `nice -n 10 bash -c …` is read by bash.
    init(_ arguments: [Argument]) {
        var isBash = false
        var dialects: [SQLDialect]?
        for argument in arguments {
            if argument.language != .plain { break }
            guard case .text(let text)? = argument.pieces.first, argument.pieces.count == 1 else { continue }
            let name = text.utf8.split(separator: UInt8(ascii: "/")).last.map(Substring.init).map(String.init) ?? ""
            if name == "bash" { isBash = true }
            if name == "sh" || name == "dash" { isBash = false }
            if dialects == nil, let dialect = SQLDialect(program: name) { dialects = [dialect] }
        }
        self.init(isBash: isBash, dialects: dialects ?? SQLDialect.usual)
    }
}
