public import Dataswarm

/// What an invocation executes, as lines that are kept on record and compared.
///
/// Each line is a field's name, `=` and its value on one line: `argument 2=--ds`. Folders stand in it as the variables that
/// hold them, so that it does not depend on where the state is kept, and secrets as their names.
public enum InvocationRecord {
    /// The lines of a rendered invocation.
    public static func text(of invocation: RenderedInvocation) -> String {
        var text = RecordText()
        text.write(invocation)
        return text.lines
    }

    /// Whether a record is that of an invocation, to the byte; quicker than making its text.
    public static func matches(_ record: String, _ invocation: RenderedInvocation) -> Bool {
        var record = record
        return record.withUTF8 { buffer in
            var comparison = RecordComparison(buffer)
            comparison.write(invocation)
            return comparison.isWhole
        }
    }

    /// The names of the fields in which two records differ, such as `argument 2` or `variable LIMIT`.
    public static func changedFields(from old: String, to new: String) -> [String] {
        let before = fields(of: old)
        let after = fields(of: new)
        let names = Set(before.keys).union(after.keys)
        return names.filter { !isSame(before[$0], after[$0]) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The value of a field of a record, on one line.
    public static func value(of field: String, in record: String) -> String? { fields(of: record)[field] }

    /// Two spellings of one character are equal as strings, and are not the same to a process.
    private static func isSame(_ old: String?, _ new: String?) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        return old.utf8.elementsEqual(new.utf8)
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
