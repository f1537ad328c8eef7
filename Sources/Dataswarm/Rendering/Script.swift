/// A script whose macros have their values, but for its paths: these are spelled as the place wants it where they stand.
///
/// An author writes `> \(.output)/cats.tsv`, `> "\(.output)/cats.tsv"` or `'\(.output)'`, and each of them works for a
/// folder with a blank or a quote in its name. Where a place is not understood, the path is refused and never guessed at.
struct Script {
    /// What stands for a path in ``bytes``: no text has this byte, because it does not occur in UTF-8.
    static let pathMark: UInt8 = 0xFF

    private var bytes: [UInt8] = []
    private var paths: [(text: String, piece: Piece)] = []

    mutating func append(_ text: String) { bytes += text.utf8 }

    mutating func append(path: String, of piece: Piece) {
        bytes.append(Script.pathMark)
        paths.append((path, piece))
    }

    /// - Parameter isSymbolic: whether the paths are names of variables, which no language quotes.
    func rendered(
        in language: Language, for reader: ScriptReader, isSymbolic: Bool
    ) throws(RenderingError) -> String {
        switch language {
        case .plain: return joined(paths.map(\.text))
        case .shell:
            // What needs no quotes is right wherever it stands.
            if isSymbolic || paths.allSatisfy({ ShellPlace.isPlainWord($0.text) }) { return joined(paths.map(\.text)) }
            let places = ShellLexer(bytes, isBash: reader.isBash).places
            return joined(
                try spelled { index throws(SpellingRefusal) in try places[index].spelling(of: paths[index].text) })
        case .python, .other:
            let pieces = paths.map(\.piece)
            let place = language == .python ? "in Python, where nothing quotes it" : "where nothing quotes it"
            return joined(
                try spelled { index throws(SpellingRefusal) in
                    throw SpellingRefusal(place, advice: language.advice(insteadOf: pieces[index]))
                })
        case .sql:
            let lexers = SQLLexer.candidates(bytes, in: reader.dialects)
            let spelled = try spelled { index throws(SpellingRefusal) in
                // What depends on the path is not asked where there is none yet.
                try SQLLexer.spelling(of: isSymbolic ? "/path" : paths[index].text, at: index, by: lexers)
            }
            return joined(isSymbolic ? paths.map(\.text) : spelled)
        }
    }

    private func spelled(
        _ spelling: (Int) throws(SpellingRefusal) -> String
    ) throws(RenderingError) -> [String] {
        var result: [String] = []
        for index in paths.indices {
            do { result.append(try spelling(index)) } catch {
                throw RenderingError(
                    "line \(line(of: index)) of its script has the path \(Printable.quoted(paths[index].text)) \(error.place): \(error.remedy(for: paths[index].piece))."
                )
            }
        }
        return result
    }

    private func line(of index: Int) -> Int {
        var line = 1
        var seen = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte == Script.pathMark {
                if seen == index { break }
                seen += 1
            }
        }
        return line
    }

    private func joined(_ spelled: [String]) -> String {
        var text = ""
        var index = 0
        for part in bytes.split(separator: Script.pathMark, omittingEmptySubsequences: false) {
            text += String(decoding: part, as: UTF8.self)
            if index < spelled.count { text += spelled[index] }
            index += 1
        }
        return text
    }
}

/// Why a path cannot be spelled where it stands in a script.
struct SpellingRefusal: Error, Hashable {
    /// Where it stands, or next to what: `within backquotes, where …`.
    var place: String
    /// What to do; a way of the language's own to take the path from outside, unless told.
    var advice: String?

    init(_ place: String, advice: String? = nil) {
        self.place = place
        self.advice = advice
    }

    func remedy(for piece: Piece) -> String {
        if let advice { return advice }
        return switch piece {
        case .output: "write \"$DATASWARM_OUTPUT\" instead"
        case .scratch: "write \"$DATASWARM_SCRATCH\" instead"
        case .outputOf(let task, let steps) where steps.isEmpty:
            "write \"$DATASWARM_PUBLISHED/\(task.fullName)/$DATASWARM_DS\" instead"
        default: "give it to the process as an argument or a variable, and write \"$1\" or \"$NAME\" instead"
        }
    }
}

extension Language {
    /// How a script of a language in which no path may stand gets one.
    fileprivate func advice(insteadOf piece: Piece) -> String {
        switch (self, piece) {
        case (.python, .output): "write os.environ[\"DATASWARM_OUTPUT\"] instead"
        case (.python, .scratch): "write os.environ[\"DATASWARM_SCRATCH\"] instead"
        case (.python, _): "give it to the process as an argument, and write sys.argv[1] instead"
        default: "give it to the process as an argument or a variable instead"
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

    /// Whether one of `targets` is in it, whatever combines with it.
    func contains(anyOf targets: String) -> Bool {
        unicodeScalars.contains { targets.unicodeScalars.contains($0) }
    }
}
