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

    /// A time such as `90s`, `10m`, `2h` or `30d`, in milliseconds; `nil` where it is none.
    static func milliseconds(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [Substring: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let count = Int64(digits), count < 100_000_000, let unit = units[text.dropFirst(digits.count)] else {
            return nil
        }
        return count * unit
    }
}
