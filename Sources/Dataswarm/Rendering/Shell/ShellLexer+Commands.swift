extension ShellLexer {
    /// What encloses commands.
    enum Frame {
        case script
        case parentheses
        /// `@(a|b)`, or `!(…)`, which without bash's `extglob` are parentheses.
        case pattern
        case substitution
    }

    /// What is known of the command that is being read.
    private struct Command {
        /// Where the word began that is open.
        var word: Int?
        /// Brackets that are open in the line: `a[1 << 2]=x` is no here-document.
        var brackets = 0
        /// The program that reads what it is given as a script once more, such as `eval`.
        var interpreter: String?
        private var namesShell = false

        /// Takes note of a word that is whole.
        mutating func endWord(_ word: ArraySlice<UInt8>) {
            // A program is named within quotes, too.
            let text = String(decoding: word.filter { !"'\"\\".utf8.contains($0) }, as: UTF8.self)
            let name = text.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? ""
            if ["eval", "trap"].contains(text) { interpreter = text }
            if namesShell, text.hasPrefix("-"), !text.hasPrefix("--"), text.utf8.contains(UInt8(ascii: "c")) {
                interpreter = "sh \(text)"
            }
            if ["sh", "bash", "dash", "ksh", "zsh"].contains(name) { namesShell = true }
            self.word = nil
        }

        mutating func end() {
            interpreter = nil
            namesShell = false
        }
    }

    /// Reads commands to the parenthesis that closes the frame, or to the end.
    mutating func readCommands(_ frame: Frame) throws(Uncertainty) {
        let outer = announced.count
        var command = Command()
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                try endWord(&command)
                at += 1
            case UInt8(ascii: "\n"):
                try endWord(&command)
                command.end()
                command.brackets = 0
                at += 1
                if announced.isEmpty { continue }
                if frame == .substitution, outer > 0 {
                    throw Uncertainty(reason: "after a here-document whose line goes on in another")
                }
                try readDocuments()
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
                try endWord(&command)
                command.end()
                at += 1
            case UInt8(ascii: "#") where command.word == nil:
                if frame == .pattern { throw Uncertainty(reason: "after '#' in a pattern") }
                readComment()
            case UInt8(ascii: "("):
                try readParenthesis(&command)
            case UInt8(ascii: ")"):
                try endWord(&command)
                command.end()
                at += 1
                // Of a pattern of `case`, where nothing is open.
                if frame != .script { return }
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                try endWord(&command)
                try readRedirection(byte, frame, &command)
            default:
                if command.word == nil { command.word = at }
                try readWordPart(byte, &command)
            }
        }
        try endWord(&command)
        if frame != .script { throw Uncertainty(reason: "after a parenthesis that is not closed") }
    }

    private mutating func readWordPart(_ byte: UInt8, _ command: inout Command) throws(Uncertainty) {
        let outer = ban
        if ban == nil, let interpreter = command.interpreter {
            ban = "in what '\(interpreter)' reads as a script once more"
        }
        switch byte {
        case UInt8(ascii: "\\"):
            // A line that goes on begins no word.
            if peek(1) == UInt8(ascii: "\n"), command.word == at { command.word = nil }
            readEscape()
        case UInt8(ascii: "'"): try readSingleQuotes()
        case UInt8(ascii: "\""): try readDoubleQuotes()
        case UInt8(ascii: "`"): try readBackquotes()
        case UInt8(ascii: "$"): try readDollar(isQuoted: false)
        case Script.pathMark: notePath(.word)
        case UInt8(ascii: "["):
            command.brackets += 1
            at += 1
        case UInt8(ascii: "]"):
            command.brackets = max(0, command.brackets - 1)
            at += 1
        default: at += 1
        }
        ban = outer
    }

    /// A word ends, if one is open.
    private mutating func endWord(_ command: inout Command) throws(Uncertainty) {
        guard let start = command.word else { return }
        let word = script[start..<at]
        // Within these, a parenthesis may close that none has opened.
        if substitutions > 0, word.elementsEqual("case".utf8) || word.elementsEqual("=~".utf8) {
            throw Uncertainty(reason: "after '\(String(decoding: word, as: UTF8.self))' within '$(…)'")
        }
        command.endWord(word)
    }

    private mutating func readComment() {
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == Script.pathMark { notePath(.comment) } else { at += 1 }
        }
    }

    private mutating func readParenthesis(_ command: inout Command) throws(Uncertainty) {
        let isWord = command.word != nil
        if peek(1) == UInt8(ascii: "("), try readArithmeticCommand(isWord: isWord) {
            try endWord(&command)
            return
        }
        let last = isWord ? script[at - 1] : UInt8(ascii: " ")
        let isPattern = isWord && "?*+@!".utf8.contains(last)
        let isList = isWord && last == UInt8(ascii: "=")
        if !isPattern, !isList {
            try endWord(&command)
            command.end()
        }
        at += 1
        try nested { lexer throws(Uncertainty) in try lexer.readCommands(isPattern ? .pattern : .parentheses) }
        // What follows a pattern or a list goes on with its word.
        if isPattern || isList { command.word = at }
    }

    private mutating func readRedirection(
        _ byte: UInt8, _ frame: Frame, _ command: inout Command
    ) throws(Uncertainty) {
        switch (byte, peek(1)) {
        case (_, UInt8(ascii: "(")):
            command.word = at
            try readSubstitution()
        case (UInt8(ascii: "<"), UInt8(ascii: "<")) where peek(2) == UInt8(ascii: "<"): at += 3
        case (UInt8(ascii: "<"), UInt8(ascii: "<")):
            if command.brackets > 0 || frame == .pattern {
                throw Uncertainty(reason: "after '<<' within brackets")
            }
            try readAnnouncement()
        case (_, UInt8(ascii: "\\")) where peek(2) == UInt8(ascii: "\n"):
            throw Uncertainty(reason: "after a redirection at the end of a line that goes on")
        default: at += 1
        }
    }
}
