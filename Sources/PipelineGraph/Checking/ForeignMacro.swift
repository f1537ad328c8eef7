public import Dataswarm

/// A macro of another tool that was left in a text, where it means nothing: `{{ ds }}` of Airflow, `${session_date}` of
/// Digdag, `<DATEID>` of the first Dataswarm.
public struct ForeignMacro: Hashable, Sendable {
    /// As it stands in the text.
    public let text: String
    /// What to write instead.
    public let instead: String

    /// The first of each kind that a process is given.
    public static func left(in process: RenderedProcess) -> [ForeignMacro] {
        var texts = process.arguments + process.files.map(\.content)
        if let input = process.standardInput { texts.append(input) }
        for variable in process.environment { if case .text(let text) = variable.value { texts.append(text) } }
        // A variable that the task sets, or the script itself, is the shell's own.
        let own = Set(process.environment.map(\.name))
        var found: [ForeignMacro] = []
        for text in texts {
            for macro in left(in: text) where !found.contains(macro) && !macro.isVariable(of: own, or: text) {
                found.append(macro)
            }
        }
        return found
    }

    /// Those of a text, in the order in which they stand there.
    public static func left(in text: String) -> [ForeignMacro] {
        var found: [ForeignMacro] = []
        var rest = text[...]
        while let start = rest.firstIndex(where: { "{$<\\".contains($0) }) {
            rest = rest[start...]
            if let (end, macro) = macro(at: rest) {
                if !found.contains(macro) { found.append(macro) }
                rest = rest[end...]
            } else {
                rest = rest.dropFirst()
            }
        }
        return found
    }

    private static let forms: [(begin: String, end: String, instead: @Sendable (String) -> String?)] = [
        ("{{", "}}", jinja), ("${", "}", digdag), ("<", ">", { $0 == "DATEID" ? "\\(.ds)" : nil }),
        ("\\(", ")", { $0.hasPrefix(".ds") || $0 == ".output" ? "\\#(\($0)), for the text is a raw one" : nil }),
    ]

    private static func macro(at text: Substring) -> (end: Substring.Index, macro: ForeignMacro)? {
        for form in forms where text.hasPrefix(form.begin) {
            let inner = text.dropFirst(form.begin.count)
            // None is longer, and a long text is not searched for an end again and again.
            guard let close = inner.prefix(200).range(of: form.end) else { continue }
            let words = inner[..<close.lowerBound].trimmed
            guard let instead = form.instead(words) else { continue }
            return (close.upperBound, ForeignMacro(text: String(text[..<close.upperBound]), instead: instead))
        }
        return nil
    }

    private func isVariable(of own: Set<String>, or script: String) -> Bool {
        guard text.hasPrefix("${") else { return false }
        let name = String(text.dropFirst(2).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        return own.contains(name) || script.contains("\(name)=") || script.contains("read \(name)")
    }

    // MARK: Airflow, dbt

    private static func jinja(_ words: String) -> String? {
        let path = words.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
        // Of a moment, a method may be called: `execution_date.strftime('%Y')`.
        let isObject = ["macros.", "params.", "var.", "ti.", "dag_run."].allSatisfy { !path.hasPrefix($0) }
        let name = String(isObject ? path.prefix { $0 != "." } : path)
        switch name {
        case "ds", "execution_date", "logical_date", "data_interval_start", "ts", "macros.ds_format", "run_date":
            return "\\(.ds)"
        case "ds_nodash", "ts_nodash": return "\\(.ds, .compact)"
        case "yesterday_ds", "prev_ds", "prev_execution_date": return "\\(.ds - 1.days)"
        case "yesterday_ds_nodash", "prev_ds_nodash": return "\\(.ds - 1.days, .compact)"
        case "tomorrow_ds", "next_ds", "data_interval_end", "next_execution_date": return "\\(.ds + 1.days)"
        case "tomorrow_ds_nodash", "next_ds_nodash": return "\\(.ds + 1.days, .compact)"
        case "macros.ds_add": return "\\(.ds - 6.days), or as many days as are meant"
        case "run_id", "task_instance_key_str", "ti.run_id": return "\\(.runKey)"
        case "ref", "source": return "the table's name, and the task that makes it in depList:"
        default:
            let isParameter = ["params.", "var.value.", "var.json.", "dag_run.conf"].contains { name.hasPrefix($0) }
            return isParameter || name == "var" ? "\\(limit), a Parameter" : nil
        }
    }

    // MARK: Digdag

    private static func digdag(_ words: String) -> String? {
        switch words {
        case "session_date", "session_time", "session_local_time", "session_unixtime": "\\(.ds)"
        case "session_date_compact": "\\(.ds, .compact)"
        case "last_session_date", "last_session_time", "last_executed_session_time": "\\(.ds - 1.days)"
        case "last_session_date_compact": "\\(.ds - 1.days, .compact)"
        case "next_session_date", "next_session_time": "\\(.ds + 1.days)"
        case "next_session_date_compact": "\\(.ds + 1.days, .compact)"
        case "session_uuid", "session_id", "attempt_id": "\\(.runKey)"
        default: words.hasPrefix("moment(") ? "\\(.ds - 1.days), or as many days as are meant" : nil
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
