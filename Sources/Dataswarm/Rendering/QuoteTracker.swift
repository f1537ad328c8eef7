/// Follows the quotes that are open in a script, so that a path is spelled as the place wants it.
///
/// An author writes `> \(.output)/cats.tsv`, `> "\(.output)/cats.tsv"` or `'\(.output)'`, and each of them works for a
/// folder with a blank or a quote in its name.
struct QuoteTracker {
    private let language: Language
    private var shell = ShellQuotes()
    private var sql = SQLQuotes()

    init(language: Language) { self.language = language }

    /// Takes note of the quotes that a piece of the author's text opens and closes.
    mutating func follow(_ text: String) {
        switch language {
        case .plain: return
        case .shell: for byte in text.utf8 { shell.follow(byte) }
        case .sql: for byte in text.utf8 { sql.follow(byte) }
        }
    }

    /// Takes note of a macro's value, which is part of a word and neither opens nor closes anything.
    mutating func followValue() {
        switch language {
        case .plain: return
        case .shell: shell.followValue()
        case .sql: sql.followValue()
        }
    }

    /// What stands between the paths of a list.
    var separator: String {
        switch language {
        case .plain: "\n"
        case .shell: " "
        case .sql: ", "
        }
    }

    /// The path as the language spells it where the text now stands.
    func spelled(_ path: String) -> String {
        switch language {
        case .plain: path
        case .shell: shell.spelled(path)
        case .sql: sql.spelled(path)
        }
    }
}

extension String {
    /// The text with each `target` replaced.
    ///
    /// Scalar by scalar, unlike the standard library's `replacing`: a quote and a combining mark after it are one
    /// `Character`, and yet a quote to whoever reads the script.
    func spelling(_ target: Unicode.Scalar, as replacement: String) -> String {
        var result = ""
        for scalar in unicodeScalars {
            if scalar == target { result += replacement } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// The text with a backslash before each of `targets`.
    func backslashing(_ targets: String) -> String {
        var result = ""
        for scalar in unicodeScalars {
            if targets.unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
