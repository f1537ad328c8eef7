import TestSupport

/// What the tasks themselves have told.
struct Witness {
    struct Line: Hashable {
        enum Verb: String { case start, end, twice, tidied, crowded }
        let verb: Verb
        /// The task, without its ds.
        let task: String
        let ds: String
        let attempt: Int
        let token: String
        let process: Int32
    }

    struct Attempt: Hashable {
        let task: String
        let number: Int
    }

    private(set) var lines: [Line] = []
    /// Lines that nobody can have written.
    private(set) var riddles: [String] = []

    init(_ sandbox: Sandbox) throws {
        guard sandbox.has("witness") else { return }
        for line in try sandbox.read("witness").split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            let key = words.count == 5 ? words[1].split(separator: "@") : []
            guard key.count == 2, let verb = Line.Verb(rawValue: String(words[0])), let attempt = Int(words[2]),
                let process = Int32(words[4])
            else {
                riddles.append(String(line))
                continue
            }
            lines.append(
                Line(
                    verb: verb, task: String(key[0]), ds: String(key[1]), attempt: attempt, token: String(words[3]),
                    process: process))
        }
    }

    /// How many lines there are by now, without reading them as such.
    static func count(_ sandbox: Sandbox) -> Int {
        ((try? sandbox.read("witness")) ?? "").utf8.count { $0 == UInt8(ascii: "\n") }
    }
}
