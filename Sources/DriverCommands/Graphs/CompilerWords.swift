/// What a build has said that its reader needs: the compiler's own words, each once, and nothing of what was compiled.
enum CompilerWords {
    /// The errors, warnings and notes of a build's output, each with the source that is shown below it.
    ///
    /// SwiftPM repeats what a module's files have in common for each of them, and says how far it is in between. Where nothing
    /// can be told apart, all is kept.
    static func diagnostics(in output: String) -> String {
        var blocks: [String] = []
        var seen: Set<String> = []
        var isKept = false
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if isProgress(line) {
                isKept = false
            } else if isBeginning(line) {
                isKept = seen.insert(String(line)).inserted
                if isKept { blocks.append(String(line)) }
            } else if isKept, !line.isEmpty {
                blocks[blocks.count - 1] += "\n\(line)"
            }
        }
        return blocks.isEmpty ? output : blocks.joined(separator: "\n") + "\n"
    }

    private static func isBeginning(_ line: Substring) -> Bool {
        if line.hasPrefix("error: ") || line.hasPrefix("warning: ") { return !isSummary(line) }
        return line.prefixMatch(of: /\S.*?:\d+:(\d+:)? (error|warning|note|remark):\s/) != nil
    }

    private static func isProgress(_ line: Substring) -> Bool {
        if isSummary(line) { return true }
        if line.hasPrefix("Build") || line.hasPrefix("Compiling") || line.hasPrefix("Planning") { return true }
        return line.prefixMatch(of: /\[\d+\/\d+\]\s/) != nil
    }

    /// What says no more than that something has failed.
    private static func isSummary(_ line: Substring) -> Bool {
        line == "error: fatalError" || line.contains("command failed with exit code")
            || line.contains("failed with a nonzero exit code")
    }
}
