/// What a terminal would show of a text in the end: a progress bar draws over itself, and what stands there at last is meant.
///
/// It does what programs use to draw over what they have written: returns, backspaces, movements within the last lines,
/// and what clears the rest of a line. Colours are left out. All else stays what it is, and is for whoever shows the lines
/// to make safe.
struct TerminalText {
    /// Lines, and in each what stands in a column: a letter with all that combines with it.
    private var rows: [[String]] = [[]]
    private var row = 0
    private var column = 0

    /// A column further to the right is none of a terminal's; text may go on there all the same.
    private static let columnLimit = 1_000

    init(_ text: String) {
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\0": break
            case "\n":
                row += 1
                column = 0
                if row == rows.count { rows.append([]) }
            case "\r": column = 0
            case "\u{8}": column = max(0, column - 1)
            case "\t": for _ in 0..<4 { put(" ") }
            case "\u{1B}":
                if let rest = obey(scalars) { scalars = rest } else { put(scalar) }
            default: put(scalar)
            }
        }
    }

    /// The lines, without blanks at their ends.
    var lines: [String] {
        rows.map { cells in
            let end = cells.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
            return cells[..<end].joined()
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            if column > 0, column <= rows[row].count {
                // However many there are, a letter does not become a text.
                if rows[row][column - 1].unicodeScalars.count < 8 {
                    rows[row][column - 1].unicodeScalars.append(scalar)
                }
                return
            }
        default: break
        }
        while rows[row].count < column { rows[row].append(" ") }
        if column < rows[row].count { rows[row][column] = String(scalar) } else { rows[row].append(String(scalar)) }
        column += 1
    }

    /// Does what an escape sequence says, and returns what stands after it; `nil` where it is none of those.
    private mutating func obey(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
        var rest = scalars
        guard rest.popFirst() == "[" else { return nil }
        var digits = ""
        while let next = rest.popFirst() {
            if next == ";" || ("0"..."9").contains(next), digits.count < 32 {
                digits.unicodeScalars.append(next)
                continue
            }
            let number = min(TerminalText.columnLimit, Int(digits) ?? (digits.isEmpty ? 1 : 0))
            switch next {
            case "m": break
            case "A": row = max(0, row - number)
            case "B": row = min(rows.count - 1, row + number)
            case "C": column = min(max(column, TerminalText.columnLimit), column + number)
            case "D": column = max(0, column - number)
            case "G": column = max(0, number - 1)
            case "K": clear(digits)
            default: return nil
            }
            return rest
        }
        return nil
    }

    private mutating func clear(_ how: String) {
        let before = 0..<min(column + 1, rows[row].count)
        switch how {
        case "", "0": if column < rows[row].count { rows[row].removeLast(rows[row].count - column) }
        case "1": for place in before { rows[row][place] = " " }
        default: rows[row] = []
        }
    }
}
