public import Dataswarm

/// A file that a process will want to be there, as far as its arguments tell: a script that an interpreter is given, or a
/// program that a line of a shell script names by its path.
public struct ScriptFile: Hashable, Sendable {
    /// As it is named; a relative path starts in the process's folder.
    public let path: String
    /// Whether it is started itself, and not read by an interpreter.
    public let isStarted: Bool

    /// The files that a process names. What cannot be told for certain is left out.
    public static func named(by process: RenderedProcess) -> [ScriptFile] {
        guard let program = process.arguments.first else { return [] }
        guard let script = shellScript(of: process.arguments) else {
            return interpreted(by: program, process.arguments.dropFirst()).map { [$0] } ?? []
        }
        return named(inShell: script)
    }

    /// The programs that are given a script as their first word, and those of their options that take another word.
    private static let interpreters: [String: (withValue: Set<String>, instead: Set<String>)] = [
        "python": (["-W", "-X", "--check-hash-based-pycs"], ["-c", "-m", "-"]),
        "php": (["-d", "-c", "-z", "-t"], ["-r", "-B", "-R", "-a", "-S", "-i", "-m", "-v"]),
        "perl": (["-I", "-M"], ["-e", "-E", "-v"]), "ruby": (["-I", "-r"], ["-e", "-v"]),
        "node": (["-r", "--require"], ["-e", "-p", "--eval", "--print", "-v"]), "Rscript": ([], ["-e", "--version"]),
        "bash": (["-o", "-O", "+o", "+O", "--rcfile", "--init-file"], ["-c", "-s"]),
        "sh": (["-o", "+o"], ["-c", "-s"]),
        "dash": (["-o", "+o"], ["-c", "-s"]), "zsh": (["-o", "+o"], ["-c", "-s"]),
    ]

    private static func interpreter(_ program: String) -> String {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        // python3, python3.11, php8.2
        let stem = String(name.prefix { !$0.isNumber && $0 != "." })
        return interpreters[stem] == nil ? name : stem
    }

    private static func interpreted(by program: String, _ arguments: ArraySlice<String>) -> ScriptFile? {
        let name = interpreter(program)
        guard let options = interpreters[name] else { return nil }
        var rest = arguments
        while let word = rest.popFirst() {
            if name == "php", word == "-f" || word == "--file" { return rest.first.flatMap(file) }
            if word == "--" { return rest.first.flatMap(file) }
            guard word.hasPrefix("-") || word.hasPrefix("+") else { return file(word) }
            if options.instead.contains(word) { return nil }
            // `-euo pipefail` and `-ec SCRIPT`
            let isShell = ["bash", "sh", "dash", "zsh"].contains(name)
            if isShell, !word.hasPrefix("--"), word.contains("c") || word.contains("s") { return nil }
            if options.withValue.contains(word) || (isShell && !word.hasPrefix("--") && word.hasSuffix("o")) {
                _ = rest.popFirst()
            }
        }
        return nil
    }

    private static func file(_ word: String) -> ScriptFile? {
        // What a folder of the attempt will hold is not there yet.
        word.isEmpty || word == "-" || word.contains("$") ? nil : ScriptFile(path: word, isStarted: false)
    }

    /// What stands behind the `-c` of a shell.
    private static func shellScript(of arguments: [String]) -> String? {
        guard let program = arguments.first, ["bash", "sh", "dash", "zsh"].contains(interpreter(program)) else {
            return nil
        }
        guard
            let flag = arguments.dropFirst().firstIndex(where: {
                $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c")
            })
        else { return nil }
        return arguments.dropFirst(flag + 1).first
    }

    /// The files that lines of a script name which begin at the margin with plain words: what stands deeper hangs on a
    /// condition, and after a `cd` no path is what it seems.
    private static func named(inShell script: String) -> [ScriptFile] {
        let lines = script.split(separator: "\n")
        let changesFolder = lines.contains { line in
            line.split(whereSeparator: { " \t;&|()".contains($0) }).contains { $0 == "cd" || $0 == "pushd" }
        }
        if changesFolder || script.contains("<<") { return [] }
        return lines.compactMap { line in
            let words = plainWords(of: line)
            guard let program = words.first else { return nil }
            if program.contains("/") { return ScriptFile(path: program, isStarted: true) }
            return interpreted(by: program, words.dropFirst())
        }
    }

    /// The words at the beginning of a line that mean themselves in a shell.
    private static func plainWords(of line: Substring) -> [String] {
        var words: [String] = []
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            guard !word.isEmpty,
                word.allSatisfy({ ($0.isASCII && ($0.isLetter || $0.isNumber)) || "./_-+=@%:,".contains($0) })
            else { break }
            words.append(String(word))
        }
        // `LIMIT=5 ./load.sh` sets a variable first.
        return Array(words.drop { $0.contains("=") && !$0.hasPrefix("-") })
    }
}
