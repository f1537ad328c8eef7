/// The datestamps from one to another, both included, oldest first: `2016-04-01..2016-04-26`.
public struct DatestampRange: Sequence, Sendable, Hashable, CustomStringConvertible {
    /// The oldest datestamp.
    public let first: Datestamp

    /// The newest datestamp, of the same granularity.
    public let last: Datestamp

    /// The range of a single datestamp.
    public init(_ datestamp: Datestamp) {
        first = datestamp
        last = datestamp
    }

    /// The range between two datestamps, both included.
    ///
    /// - Throws: A `DatestampError` if one is a day and the other a month, say, or if `last` is before `first`.
    public init(from first: Datestamp, through last: Datestamp) throws(DatestampError) {
        guard first.granularity == last.granularity else {
            let kinds = "\(first.granularity.withArticle) to \(last.granularity.withArticle)"
            let remedy = "write both as \(first.granularity.rawValue)s or both as \(last.granularity.rawValue)s"
            throw DatestampError("'\(first)..\(last)' runs from \(kinds): \(remedy).")
        }
        guard first <= last else {
            throw DatestampError("'\(first)..\(last)' runs backwards: write the older first, \(last)..\(first).")
        }
        self.first = first
        self.last = last
    }

    /// Takes two datestamps that are known to be of one granularity and in order.
    init(verifiedFrom first: Datestamp, through last: Datestamp) {
        self.first = first
        self.last = last
    }

    /// Reads a range from its text: one datestamp, or two of the same granularity with two dots between them.
    ///
    /// - Throws: A `DatestampError` if the text has another shape, if a datestamp in it is wrong, if the two are of
    ///   different granularity, or the second is before the first.
    public init(_ text: some StringProtocol) throws(DatestampError) {
        let text = String(text)
        guard let dots = Self.dots(in: text) else {
            self.init(try Datestamp(text))
            return
        }
        let (older, newer) = (text[..<dots.lowerBound], text[dots.upperBound...])
        guard !older.isEmpty, !newer.isEmpty, !newer.utf8.starts(with: ".".utf8) else {
            throw DatestampError(
                "\(Printable.quoted(text)) is not a range of datestamps: "
                    + "write one (2016-04-26) or two with two dots between them (2016-04-01..2016-04-26)."
            )
        }
        try self.init(from: Datestamp(older), through: Datestamp(newer))
    }

    /// The first two dots in a row.
    private static func dots(in text: String) -> Range<String.Index>? {
        var previous: String.Index?
        for index in text.utf8.indices {
            guard text.utf8[index] == UInt8(ascii: ".") else {
                previous = nil
                continue
            }
            if let previous { return previous..<text.utf8.index(after: index) }
            previous = index
        }
        return nil
    }

    /// The number of datestamps, at least 1.
    public var count: Int { last.ordinal - first.ordinal + 1 }

    /// The same as `count`, which is exact.
    public var underestimatedCount: Int { count }

    /// Whether a datestamp is one of them.
    public func contains(_ ds: Datestamp) -> Bool {
        ds.granularity == first.granularity && first <= ds && ds <= last
    }

    /// The text that `init(_:)` reads: the datestamp if there is only one, `2016-04-01..2016-04-26` otherwise.
    public var description: String { first == last ? "\(first)" : "\(first)..\(last)" }

    /// Walks from the oldest datestamp to the newest.
    public func makeIterator() -> Iterator {
        Iterator(ordinals: first.ordinal...last.ordinal, granularity: first.granularity)
    }

    /// A walk from the oldest datestamp to the newest.
    public struct Iterator: IteratorProtocol, Sendable {
        private var ordinals: ClosedRange<Int>.Iterator
        private let granularity: Datestamp.Granularity

        fileprivate init(ordinals: ClosedRange<Int>, granularity: Datestamp.Granularity) {
            self.ordinals = ordinals.makeIterator()
            self.granularity = granularity
        }

        /// The next newer datestamp, or nil after the newest.
        public mutating func next() -> Datestamp? {
            ordinals.next().flatMap { Datestamp(ordinal: $0, granularity: granularity) }
        }
    }
}
