/// A here-document that a line of a shell script has announced: `<<EOF`.
struct HereDocument: Hashable {
    var delimiter: [UInt8] = []
    /// Whether the delimiter is quoted, so that the shell expands nothing in the document.
    var isLiteral = false
    /// `<<-`: tabs before the delimiter do not count.
    var dropsTabs = false

    /// Whether a line ends it.
    func ends(with line: ArraySlice<UInt8>) -> Bool { content(of: line).elementsEqual(delimiter) }

    /// Whether the path, which may have line breaks in it, could make a line that ends it.
    func canEnd(within path: String) -> Bool {
        let lines = path.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.count == 1 { return false }
        // What stands before the path and after it is part of its first and last line.
        if delimiter.contains(UInt8(ascii: "/")) { return true }
        return lines.dropFirst().contains { ends(with: ArraySlice($0)) }
            || delimiter.starts(with: content(of: lines.last.map(ArraySlice.init) ?? []))
    }

    func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        dropsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line
    }
}

extension ShellLexer {
    /// `<<` and the word after it.
    mutating func readAnnouncement() throws(Uncertainty) {
        at += 2
        var document = HereDocument()
        if peek() == UInt8(ascii: "-") {
            document.dropsTabs = true
            at += 1
        }
        while let byte = peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { at += 1 }
        if peek() == UInt8(ascii: "#") { throw HereDocument.strange }
        while let byte = peek(), !" \t\n;|&()<>".utf8.contains(byte) {
            at += 1
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                document.isLiteral = true
                try readQuotedDelimiter(byte, of: &document)
            case UInt8(ascii: "\\"):
                document.isLiteral = true
                guard let next = peek(), next != UInt8(ascii: "\n"), next != Script.pathMark else {
                    throw HereDocument.strange
                }
                document.delimiter.append(next)
                at += 1
            case UInt8(ascii: "$"), UInt8(ascii: "`"), Script.pathMark: throw HereDocument.strange
            default: document.delimiter.append(byte)
            }
        }
        if document.delimiter.isEmpty, !document.isLiteral { throw HereDocument.strange }
        announced.append(document)
    }

    private mutating func readQuotedDelimiter(_ quote: UInt8, of document: inout HereDocument) throws(Uncertainty) {
        while let byte = peek() {
            at += 1
            if byte == quote { return }
            if byte == UInt8(ascii: "\n") || byte == Script.pathMark { throw HereDocument.strange }
            if quote == UInt8(ascii: "\""), "\\$`".utf8.contains(byte) { throw HereDocument.strange }
            document.delimiter.append(byte)
        }
        throw HereDocument.strange
    }

    /// The documents that were announced, at the beginning of a line.
    mutating func readDocuments() throws(Uncertainty) {
        let documents = announced
        announced = []
        for document in documents {
            let (bodyEnd, next) = try bounds(of: document)
            let outer = end
            end = bodyEnd
            while let byte = peek() {
                if !document.isLiteral {
                    try readExpanding(byte, .document(document))
                } else if byte == Script.pathMark {
                    notePath(.document(document))
                } else {
                    at += 1
                }
            }
            end = outer
            at = next
        }
    }

    /// Where a document ends that begins here, and where what follows it begins.
    private func bounds(of document: HereDocument) throws(Uncertainty) -> (end: Int, next: Int) {
        var start = at
        var goesOn = false
        while start < end {
            let lineEnd = script[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            let line = script[start..<lineEnd]
            if !goesOn, document.ends(with: line) { return (start, min(lineEnd + 1, end)) }
            if !document.isLiteral, !line.reversed().prefix(while: { $0 == UInt8(ascii: "\\") }).count.isMultiple(of: 2)
            {
                // Shells do not agree whether lines that are joined can be the delimiter.
                if !goesOn, document.delimiter.starts(with: document.content(of: line).dropLast()) {
                    throw Uncertainty(reason: "after a line of a here-document that goes on in the next")
                }
                goesOn = true
            } else {
                goesOn = false
            }
            start = lineEnd + 1
        }
        return (end, end)
    }
}

extension HereDocument {
    fileprivate static let strange = ShellLexer.Uncertainty(reason: "after '<<' and what is no simple word")
}
