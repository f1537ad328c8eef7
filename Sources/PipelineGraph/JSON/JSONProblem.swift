/// Something that is wrong with a JSON file, and where.
struct JSONProblem: CustomStringConvertible {
    /// Counted from 1; `nil` where it is no matter of a place.
    let place: (line: Int, column: Int)?
    let sentence: String

    /// `line 3, column 14: …`
    var description: String {
        place.map { "line \($0.line), column \($0.column): \(sentence)" } ?? sentence
    }

    /// As compilers name a place: `profiles.json:3:14`.
    func place(in file: String) -> String { place.map { "\(file):\($0.line):\($0.column)" } ?? file }
}
