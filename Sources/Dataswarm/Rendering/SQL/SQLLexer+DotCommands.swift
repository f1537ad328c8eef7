extension SQLLexer {
    /// A dot command of `sqlite3`, to the end of its line: words, of which single quotes know no escape and double quotes
    /// take backslashes.
    mutating func readDotCommand() {
        let name = script[(at + 1)...].prefix { SQLLexer.isNamePart($0) }
        // These read what they are given once more, as a shell's or as SQL; a beginning of a name is enough.
        let rereads = ["sh", "sy", "par"].contains { name.starts(with: $0.utf8) }
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
            case UInt8(ascii: "'"): readDotQuotes(byte, rereads ? .clientCommand : .dotSingle)
            case UInt8(ascii: "\""): readDotQuotes(byte, rereads ? .clientCommand : .dotDouble)
            default: readDotWord(rereads || byte == UInt8(ascii: "|") ? .clientCommand : .dotWord)
            }
        }
    }

    private mutating func readDotWord(_ place: SQLPlace) {
        // A pipe takes the rest of the line for a shell's.
        while let byte = peek(), byte != UInt8(ascii: "\n"),
            place == .clientCommand || !" \t\r".utf8.contains(byte)
        {
            if byte == Script.pathMark { notePath(place) } else { at += 1 }
        }
    }

    private mutating func readDotQuotes(_ quote: UInt8, _ place: SQLPlace) {
        at += 1
        let isPipe = peek() == UInt8(ascii: "|")
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == Script.pathMark {
                notePath(isPipe ? .clientCommand : place)
                continue
            }
            at += 1
            if byte == quote { return }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), let next = peek(), next != UInt8(ascii: "\n") {
                if next == Script.pathMark { notePath(.clientCommand) } else { at += 1 }
            }
        }
    }
}
