extension ShellLexer {
    /// A dollar sign and what it expands.
    mutating func readDollar(isQuoted: Bool) throws(Uncertainty) {
        switch peek(1) {
        case UInt8(ascii: "(") where peek(2) == UInt8(ascii: "("): try readArithmeticExpansion()
        case UInt8(ascii: "("): try readSubstitution()
        case UInt8(ascii: "{"):
            // `${ command; }` of newer shells.
            if let next = peek(2), " \t\n|(".utf8.contains(next) {
                throw Uncertainty(reason: "after '${' and a command")
            }
            at += 2
            try nested(ban: "within ${…}") { lexer throws(Uncertainty) in try lexer.readBraces(isQuoted) }
        case UInt8(ascii: "["):
            if !isBash { throw Uncertainty(reason: "after '$['") }
            try skipBalanced(from: at + 2, open: UInt8(ascii: "["), close: UInt8(ascii: "]"))
        case UInt8(ascii: "'") where !isQuoted: try readEscapedQuotes()
        case UInt8(ascii: "\\") where peek(2) == UInt8(ascii: "\n"):
            throw Uncertainty(reason: "after '$' at the end of a line that goes on")
        case Script.pathMark where !isQuoted:
            at += 1
            notePath(.nowhere("after '$'"))
        // `$$'…'` is a variable and single quotes.
        case .some(let byte) where "@*#?$!-0123456789".utf8.contains(byte): at += 2
        default: at += 1
        }
    }

    /// `$(…)`, `<(…)` or `>(…)`.
    mutating func readSubstitution() throws(Uncertainty) {
        at += 2
        let before = announced.count
        substitutions += 1
        try nested { lexer throws(Uncertainty) in try lexer.readCommands(.substitution) }
        substitutions -= 1
        if announced.count != before {
            throw Uncertainty(reason: "after a here-document in '$(…)' that has not begun there")
        }
    }

    private mutating func readBraces(_ isQuoted: Bool) throws(Uncertainty) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "}"):
                at += 1
                return
            // Whether these are quotes depends on the operator, and on the shell.
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                if isQuoted { throw Uncertainty(reason: "after quotes within \"${…}\"") }
                if byte == UInt8(ascii: "'") { try readSingleQuotes() } else { try readDoubleQuotes() }
            case UInt8(ascii: "$") where !isQuoted: try readDollar(isQuoted: false)
            default: try readExpanding(byte, .word)
            }
        }
        throw Uncertainty(reason: "after '${' that is not closed")
    }

    /// `$((…))`. Where it does not end in `))`, bash takes it for a command.
    private mutating func readArithmeticExpansion() throws(Uncertainty) {
        let inner = try balancedEnd(from: at + 3, open: UInt8(ascii: "("), close: UInt8(ascii: ")"))
        if inner + 1 >= end || script[inner + 1] != UInt8(ascii: ")") {
            throw Uncertainty(reason: "after '$((' that does not end in '))'")
        }
        try skip(to: inner + 2)
    }

    /// `((…))` or two parentheses; whether it was arithmetic, and has been read.
    mutating func readArithmeticCommand(isWord: Bool) throws(Uncertainty) -> Bool {
        let inner = try balancedEnd(from: at + 2, open: UInt8(ascii: "("), close: UInt8(ascii: ")"))
        if inner + 1 >= end || script[inner + 1] != UInt8(ascii: ")") { return false }
        let content = script[at + 2..<inner]
        // To other shells than bash these are commands in parentheses.
        if !isBash || isWord, content.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "#") }) {
            throw Uncertainty(reason: "after '((…))'")
        }
        try skip(to: inner + 2)
        return true
    }

    /// Where something ends that has nothing in it but itself again, so that its end is sure.
    private func balancedEnd(from start: Int, open: UInt8, close: UInt8) throws(Uncertainty) -> Int {
        var depth = 0
        var place = start
        while place < end {
            let byte = script[place]
            if "'\"\\`".utf8.contains(byte) { throw Uncertainty(reason: "after quotes in arithmetic") }
            if byte == open { depth += 1 }
            if byte == close {
                if depth == 0 { return place }
                depth -= 1
            }
            place += 1
        }
        throw Uncertainty(reason: "after arithmetic that is not closed")
    }

    private mutating func skipBalanced(from start: Int, open: UInt8, close: UInt8) throws(Uncertainty) {
        try skip(to: try balancedEnd(from: start, open: open, close: close) + 1)
    }

    private mutating func skip(to place: Int) throws(Uncertainty) {
        while at < place {
            if script[at] == Script.pathMark {
                notePath(.nowhere("in arithmetic"))
            } else {
                try noteLineBreak(script[at])
                at += 1
            }
        }
    }
}
