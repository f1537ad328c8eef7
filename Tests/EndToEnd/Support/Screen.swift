/// What a terminal shows after a text with the few commands that `driver` sends: lines up, and clear from here on.
struct Screen {
    private(set) var lines: [String] = [""]

    init(_ text: String) {
        var rest = text[...]
        while let scalar = rest.unicodeScalars.first {
            if let up = rest.prefixMatch(of: /\u{1B}\[(\d+)A/) {
                row = max(0, row - (Int(up.1) ?? 1))
                rest = rest[up.range.upperBound...]
            } else if let clear = rest.prefixMatch(of: /\u{1B}\[J/) {
                lines.removeSubrange(row...)
                lines.append("")
                rest = rest[clear.range.upperBound...]
            } else {
                rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
                switch scalar {
                case "\r": break
                case "\n":
                    row += 1
                    if row == lines.count { lines.append("") }
                default: lines[row].unicodeScalars.append(scalar)
                }
            }
        }
        if lines.last == "" { lines.removeLast() }
    }

    private var row = 0
}
