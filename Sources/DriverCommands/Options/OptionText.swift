import Dataswarm

/// The texts of options, read.
enum OptionText {
    /// One datestamp: `2016-04-26`.
    static func datestamp(_ text: String) throws -> Datestamp {
        do throws(DatestampError) { return try Datestamp(text) } catch {
            throw DriverError(.usage, "--ds: \(error.description)")
        }
    }

    /// The most ds of a range: 273 years of days. Whoever names more has slipped in a digit.
    private static let rangeLimit = 100_000

    /// A datestamp or a range: `2016-04-20..2016-04-26`.
    static func range(_ text: String) throws -> DatestampRange {
        let range: DatestampRange
        do throws(DatestampError) { range = try DatestampRange(text) } catch {
            throw DriverError(.usage, "--ds: \(error.description)")
        }
        return try limited(range)
    }

    /// The range, where it is not too long.
    static func limited(_ range: DatestampRange) throws -> DatestampRange {
        guard range.count <= rangeLimit else {
            throw DriverError(
                .usage,
                "--ds: '\(range)' names \(range.count) ds: a range has at most \(rangeLimit), so take it in parts.")
        }
        return range
    }
}
