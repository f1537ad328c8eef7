public import Dataswarm

/// What an invocation executes, as lines that are kept on record and compared.
///
/// Each line is a field's name, `=` and its value on one line: `argument 2=--ds`. Folders stand in it as the variables that
/// hold them, so that it does not depend on where the state is kept, and secrets as their names.
public enum InvocationRecord {
    /// Values longer than this are kept as their hash.
    private static let valueLimit = 2_048

    /// The lines of a rendered invocation.
    public static func text(of invocation: RenderedInvocation) -> String {
        var lines = ""
        switch invocation {
        case .nothing: break
        case .process(let process): append(process, to: &lines)
        case .probe(let probe):
            switch probe.condition {
            case .fileExists(let path, let folder):
                append("path", path, to: &lines)
                if let folder { append("folder", folder, to: &lines) }
            case .time(let ds, let seconds, let timeZone):
                append("time", "\(ds) + \(seconds) s in \(timeZone)", to: &lines)
            case .process(let process): append(process, to: &lines)
            }
        }
        return lines
    }

    /// The names of the fields in which two records differ, such as `argument 2` or `variable LIMIT`.
    public static func changedFields(from old: String, to new: String) -> [String] {
        if old == new { return [] }
        let before = fields(of: old)
        let after = fields(of: new)
        let names = Set(before.keys).union(after.keys)
        return names.filter { before[$0] != after[$0] }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The value of a field of a record, on one line.
    public static func value(of field: String, in record: String) -> String? { fields(of: record)[field] }

    private static func append(_ process: RenderedProcess, to lines: inout String) {
        for (index, argument) in process.arguments.enumerated() {
            append(index == 0 ? "program" : "argument \(index)", argument, to: &lines)
        }
        for variable in process.environment {
            switch variable.value {
            case .text(let text): append("variable \(variable.name)", text, to: &lines)
            case .secret(let secret): append("variable \(variable.name)", "secret \(secret)", to: &lines)
            }
        }
        if let input = process.standardInput { append("input", input, to: &lines) }
        for file in process.files { append("file \(file.name)", file.content, to: &lines) }
        if let folder = process.folder { append("folder", folder, to: &lines) }
    }

    private static func append(_ name: String, _ value: String, to lines: inout String) {
        lines += name
        lines += "="
        if value.utf8.count > valueLimit {
            lines += "sha256:\(SHA256.hexDigest(of: Array(value.utf8)))"
        } else if value.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\\") }) {
            for character in value.unicodeScalars {
                switch character {
                case "\n": lines += "\\n"
                case "\\": lines += "\\\\"
                default: lines.unicodeScalars.append(character)
                }
            }
        } else {
            lines += value
        }
        lines += "\n"
    }

    private static func fields(of record: String) -> [String: String] {
        var fields: [String: String] = [:]
        // By scalar: a `Character` may be a separator together with a mark or a carriage return beside it.
        for line in record.unicodeScalars.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
        }
        return fields
    }
}
