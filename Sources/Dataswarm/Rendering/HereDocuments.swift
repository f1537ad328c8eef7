/// The here-documents of a shell script: `<<EOF` on a line announces one, and the next line begins it.
struct HereDocuments {
    private struct Document {
        var delimiter: [UInt8] = []
        /// Whether the delimiter is quoted, so that the shell expands nothing in the document.
        var isLiteral = false
        /// `<<-`: tabs before the delimiter do not count.
        var dropsTabs = false
    }

    private var announced: [Document] = []
    /// The document whose delimiter is being read.
    private var reading: Document?
    /// How many `<` stand before the next byte.
    private var signs = 0
    /// What stands in the document's line so far.
    private var line: [UInt8] = []

    /// Whether the document that is open is taken as it is.
    var isLiteral: Bool { announced.first?.isLiteral ?? false }

    /// Takes a byte outside of quotes; whether it belongs to an announcement.
    mutating func announces(_ byte: UInt8) -> Bool {
        if reading != nil { return readDelimiter(byte) }
        if byte == UInt8(ascii: "<") {
            signs += 1
            return false
        }
        // Three are a here-string.
        let begins = signs == 2
        signs = 0
        guard begins else { return false }
        reading = Document()
        if byte == UInt8(ascii: "-") {
            reading?.dropsTabs = true
            return true
        }
        return readDelimiter(byte)
    }

    /// At the end of a line: whether a document begins.
    mutating func begin() -> Bool {
        line = []
        return !announced.isEmpty
    }

    /// Takes a byte of a document; whether it ends the last one announced.
    mutating func endsAll(with byte: UInt8) -> Bool {
        guard byte == UInt8(ascii: "\n") else {
            line.append(byte)
            return false
        }
        guard let document = announced.first else { return true }
        let content = document.dropsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line[...]
        line = []
        if content.elementsEqual(document.delimiter) { announced.removeFirst() }
        return announced.isEmpty
    }

    /// A value in a line makes it another than the delimiter.
    mutating func followValue() {
        reading = nil
        signs = 0
        if !announced.isEmpty { line.append(0) }
    }

    private mutating func readDelimiter(_ byte: UInt8) -> Bool {
        guard var document = reading else { return false }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            if document.delimiter.isEmpty { return true }
            finish(document)
            return false
        case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ">"):
            finish(document)
            return false
        case UInt8(ascii: ")"), UInt8(ascii: "("), UInt8(ascii: "$"), UInt8(ascii: "<"):
            // No delimiter but arithmetic: `$((1 << width))`.
            reading = nil
            return false
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"): document.isLiteral = true
        default: document.delimiter.append(byte)
        }
        reading = document
        return true
    }

    private mutating func finish(_ document: Document) {
        if !document.delimiter.isEmpty { announced.append(document) }
        reading = nil
    }
}
