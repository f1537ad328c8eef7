extension Datestamp {
    /// A day from its numbers.
    ///
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12.
    ///   - day: 1 to the length of the month.
    /// - Throws: A `DatestampError` that names the field which is out of range.
    public init(year: Int, month: Int, day: Int) throws(DatestampError) {
        let fields = Fields(year: year, month: month, day: day, granularity: .day)
        self = try fields.verified { "year \(year), month \(month), day \(day)" }
    }

    /// A month from its numbers.
    ///
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12.
    /// - Throws: A `DatestampError` that names the field which is out of range.
    public init(year: Int, month: Int) throws(DatestampError) {
        let fields = Fields(year: year, month: month, granularity: .month)
        self = try fields.verified { "year \(year), month \(month)" }
    }

    /// An hour from its numbers.
    ///
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12.
    ///   - day: 1 to the length of the month.
    ///   - hour: 0 to 23.
    /// - Throws: A `DatestampError` that names the field which is out of range.
    public init(year: Int, month: Int, day: Int, hour: Int) throws(DatestampError) {
        let fields = Fields(year: year, month: month, day: day, hour: hour, granularity: .hour)
        self = try fields.verified { "year \(year), month \(month), day \(day), hour \(hour)" }
    }

    /// Numbers that are yet to be checked, any at all.
    struct Fields {
        var year = 0
        var month = 0
        var day = 1
        var hour = 0
        var granularity = Granularity.day

        /// The datestamp with these fields.
        ///
        /// - Parameter place: The fields as the reader of an error knows them; asked for only if there is an error.
        /// - Throws: A `DatestampError` that names the first field which is out of range.
        func verified(place: () -> String) throws(DatestampError) -> Datestamp {
            guard 1...9999 ~= year else {
                throw DatestampError("\(place()) is not a date: years run from 0001 to 9999.")
            }
            guard 1...12 ~= month else {
                throw DatestampError("\(place()) is not a date: months run from 01 to 12.")
            }
            guard day >= 1 else {
                throw DatestampError("\(place()) is not a date: days run from 01.")
            }
            let length = CivilDate.daysInMonth(year: year, month: month)
            guard day <= length else {
                let first = Datestamp(verifiedYear: year, month: month, day: 1, hour: 0, granularity: .month)
                let name = "\(CivilDate.name(ofMonth: month)) \(first.written(.year))"
                throw DatestampError("\(place()) is not a date: \(name) has \(length) days.")
            }
            guard 0...23 ~= hour else {
                throw DatestampError("\(place()) is not an hour: hours run from 00 to 23.")
            }
            return Datestamp(verifiedYear: year, month: month, day: day, hour: hour, granularity: granularity)
        }
    }
}
