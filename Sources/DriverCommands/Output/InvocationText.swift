import Dataswarm
import PipelineEngine
import PipelineGraph

/// An invocation as a reader would type it.
enum InvocationText {
    /// Environment, command, input and files, a line each; longer texts go on below.
    static func lines(of invocation: RenderedInvocation) -> [String] {
        switch invocation {
        case .nothing: return ["(nothing to execute)"]
        case .process(let process): return lines(of: process)
        case .probe(let probe):
            let rhythm = "every \(probe.interval.phrase)"
            switch probe.condition {
            case .fileExists(let path, _): return block("wait for the file \(word(path)), \(rhythm)")
            case .time(let ds, let seconds, let timeZone):
                let minutes = seconds / 60 % 60
                return ["wait until \(ds) \(seconds / 3600):\(minutes < 10 ? "0" : "")\(minutes) in \(timeZone)"]
            case .process(let process): return ["wait until this succeeds, \(rhythm):"] + lines(of: process)
            }
        }
    }

    /// What a probe looks for, on one line.
    static func words(of probe: RenderedProbe) -> String {
        let lines = lines(of: .probe(probe))
        return Column.cut(lines.joined(separator: " "), to: 160)
    }

    private static func lines(of process: RenderedProcess) -> [String] {
        var lines: [String] = []
        if let folder = process.folder { lines += block("cd \(word(folder))") }
        for variable in process.environment {
            switch variable.value {
            case .text(let text): lines += block("\(variable.name)=\(word(text))")
            case .secret(let secret): lines.append("\(variable.name)=(the secret \(secret))")
            }
        }
        var command = ""
        for argument in process.arguments {
            if !command.isEmpty { command += " " }
            append(argument, to: &command)
        }
        lines += block(command)
        if let input = process.standardInput { lines += ["standard input:"] + block(input).map { "  \($0)" } }
        for file in process.files { lines += ["file \(file.name):"] + block(file.content).map { "  \($0)" } }
        return lines
    }

    private static func block(_ text: String) -> [String] {
        if !text.utf8.contains(UInt8(ascii: "\n")) { return [text.printable] }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printableLine }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// A text as one word of a shell, quoted where it needs to be, so that the line can be pasted.
    ///
    /// A folder's variable is left to the shell; every other character means itself.
    static func word(_ text: String) -> String {
        var word = ""
        append(text, to: &word)
        return word
    }

    private static func append(_ text: String, to words: inout String) {
        if isPlain(text.utf8) { words += text } else { words += quoted(text) }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(folderVariable) else { return "'\(text.replacing("'", with: "'\\''"))'" }
        let parts = text.split(separator: folderVariable, omittingEmptySubsequences: false)
        if parts.allSatisfy({ $0.isEmpty || isPlain($0.utf8) }) { return text }
        return "\"\(parts.map(escaped).joined(separator: folderVariable))\""
    }

    /// What the variables of folders begin with: `$DATASWARM_OUTPUT`.
    private static let folderVariable = "$DATASWARM_"

    private static func isPlain(_ text: some Swift.Collection<UInt8>) -> Bool {
        !text.isEmpty
            && text.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    // The digits, and what stands before and after them: - . / :
                    UInt8(ascii: "-")...UInt8(ascii: ":"),
                    UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "@"), UInt8(ascii: "%"),
                    UInt8(ascii: "="):
                    true
                default: false
                }
            }
    }

    /// Text as it stands between double quotes.
    private static func escaped(_ text: Substring) -> String {
        String(text.flatMap { "\"\\`$".contains($0) ? ["\\", $0] : [$0] })
    }
}
