/// A pattern in which `*` stands for any text and `?` for any one character.
struct Glob {
    private let pattern: [UInt8]
    /// Whether it is a plain text.
    let isLiteral: Bool

    init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
        isLiteral = !self.pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    /// Whether it stands for the whole of `text`; in time proportional to both lengths multiplied, at the most.
    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    private func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isLiteral { return pattern.elementsEqual(text) }
        var place = 0
        var at = 0
        var star: (place: Int, at: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?"), !isContinuation(text[at]) {
                place += 1
                at += 1
                while at < text.count, isContinuation(text[at]) { at += 1 }
            } else if place < pattern.count, pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let last = star {
                // The last star takes one character more.
                place = last.place + 1
                at = last.at + 1
                star = (last.place, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Whether it is a further byte of a character that takes several.
    private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
