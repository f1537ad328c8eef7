/// How a datestamp, or a part of it, is written. Numbers are padded with zeros, so that texts sort as dates do.
public enum DatestampFormat: String, Sendable, CaseIterable {
    /// The datestamp itself: `2016-04-26`, `2016-04-26T07`, `2016-04`.
    case standard
    /// The same without punctuation: `20160426`, `2016042607`, `201604`.
    case compact
    /// The year: `2016`.
    case year
    /// The month of the year: `04`.
    case month
    /// The day of the month: `26`. Not of a month.
    case day
    /// The hour of the day: `07`. Only of an hour.
    case hour
    /// The ISO 8601 week and the year it belongs to: `2016-W17`. Not of a month.
    case isoWeek
    /// The day of the year, three digits: `117`. Not of a month.
    case dayOfYear
    /// The year and quarter: `2016-Q2`.
    case quarter
    /// The year and month: `2016-04`.
    case monthly
}

extension DatestampFormat {
    /// The coarsest granularity that has what the format writes.
    private var coarsestSource: Datestamp.Granularity {
        switch self {
        case .standard, .compact, .year, .month, .quarter, .monthly: .month
        case .day, .isoWeek, .dayOfYear: .day
        case .hour: .hour
        }
    }

    /// Makes sure that a datestamp has what the format writes.
    fileprivate func verify(_ datestamp: Datestamp) throws(DatestampError) {
        guard datestamp.granularity >= coarsestSource else {
            let kind = datestamp.granularity.withArticle
            throw DatestampError(
                "\(datestamp) is \(kind), too coarse for the format '\(rawValue)': "
                    + "start from \(coarsestSource.withExample)."
            )
        }
    }
}

extension Datestamp {
    /// The datestamp, or a part of it, as text.
    ///
    /// - Throws: A `DatestampError` if the format asks for what the datestamp does not have: the hour of a day, the day
    ///   or week of a month.
    public func formatted(_ format: DatestampFormat) throws(DatestampError) -> String {
        try format.verify(self)
        return written(format)
    }

    /// The datestamp in a format that it is known to have.
    func written(_ format: DatestampFormat) -> String {
        String(unsafeUninitializedCapacity: DigitWriter.capacity) { buffer in
            var writer = DigitWriter(buffer)
            switch format {
            case .standard: writer.write(self, dateSeparator: "-", hourSeparator: "T")
            case .compact: writer.write(self, dateSeparator: nil, hourSeparator: nil)
            case .year: writer.write(year, digits: 4)
            case .month: writer.write(month, digits: 2)
            case .day: writer.write(day, digits: 2)
            case .hour: writer.write(hour, digits: 2)
            case .isoWeek:
                let (year, week) = isoWeek
                writer.write(year, digits: 4)
                writer.write("-")
                writer.write("W")
                writer.write(week, digits: 2)
            case .dayOfYear: writer.write(dayOfYear, digits: 3)
            case .quarter:
                writer.write(year, digits: 4)
                writer.write("-")
                writer.write("Q")
                writer.write(quarter, digits: 1)
            case .monthly: writer.write(truncated(to: .month), dateSeparator: "-", hourSeparator: nil)
            }
            return writer.count
        }
    }
}

extension Datestamp: CustomStringConvertible {
    /// The text that `init(_:)` reads: `2016-04-26`, `2016-04-26T07` or `2016-04`.
    public var description: String { written(.standard) }
}
