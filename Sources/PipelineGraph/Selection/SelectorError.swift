public import Dataswarm

/// A selector that cannot be read, or that matches nothing; one sentence with what to write instead.
public struct SelectorError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}

extension SelectorError {
    /// That what was selected is taken away again; where nothing was, that is what is scheduled for a ds.
    public init(nothingIsLeftBy excluded: [String], for ds: Datestamp? = nil) {
        let words = excluded.map(\.printable).joined(separator: " ")
        let selected = ds.map { "is scheduled for \($0)" } ?? "was selected"
        description =
            "nothing is left: '--exclude \(words)' takes away all that \(selected). Exclude less, or select more."
    }
}
