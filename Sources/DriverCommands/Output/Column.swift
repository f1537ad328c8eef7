/// Text set in columns.
enum Column {
    /// The text, followed by blanks up to a width.
    static func padded(_ text: String, to width: Int) -> String {
        let missing = width - text.count
        return missing > 0 ? text + String(repeating: " ", count: missing) : text
    }

    /// The text cut to a width, with an ellipsis where something is missing.
    static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }

    /// Pieces of a text on as many lines as they take: none is broken, so that one that is wider than a line stands alone.
    static func wrapped(_ pieces: [String], by separator: String, to width: Int) -> [String] {
        pieces.reduce(into: []) { lines, piece in
            if let last = lines.last, last.count + separator.count + piece.count <= width {
                lines[lines.count - 1] += separator + piece
            } else {
                lines.append(piece)
            }
        }
    }

    /// The text cut in its middle, so that its beginning and its end stay.
    static func cut(_ text: String, to width: (beginning: Int, end: Int)) -> String {
        text.count <= width.beginning + width.end
            ? text : "\(text.prefix(width.beginning))…\(text.suffix(width.end))"
    }
}
