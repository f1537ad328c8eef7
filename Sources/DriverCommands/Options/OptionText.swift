import Dataswarm

/// The texts of options, read.
enum OptionText {
    /// One datestamp: `2016-04-26`.
    static func datestamp(_ text: String) throws -> Datestamp {
        do throws(DatestampError) { return try Datestamp(text) } catch {
            throw DriverError(.usage, "--ds: \(error.description)")
        }
    }

    /// A datestamp or a range: `2016-04-20..2016-04-26`.
    static func range(_ text: String) throws -> DatestampRange {
        do throws(DatestampError) { return try DatestampRange(text) } catch {
            throw DriverError(.usage, "--ds: \(error.description)")
        }
    }
}
