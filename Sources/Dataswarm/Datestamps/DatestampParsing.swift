extension Datestamp {
    /// Reads a datestamp from its text: `2016-04-26`, `2016-04-26T07` or `2016-04`, and nothing else.
    ///
    /// Strict, because a datestamp names partitions: two spellings of a day would be two partitions. Only ASCII digits
    /// count, every field has its full width, and blanks around the text are an error.
    ///
    /// - Throws: A `DatestampError` that says what is wrong with the text and what to write.
    public init(_ text: some StringProtocol) throws(DatestampError) {
        // A concrete string from here on: the bytes of a generic one are read through a witness table, one by one.
        let text = String(text)
        guard let fields = Fields(reading: text) else {
            throw DatestampError(
                "\(Printable.quoted(text)) is not a datestamp: "
                    + "write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
            )
        }
        self = try fields.verified { Printable.quoted(text) }
    }
}

extension Datestamp.Fields {
    /// The numbers in a text of the right shape, whatever their values; nil for any other text.
    fileprivate init?(reading text: String) {
        self.init()
        // Apart from `day`, which is 1 unless the text has one.
        var dayDigits = 0
        var position = 0
        for byte in text.utf8 {
            // Wraps around for bytes before "0", so that one comparison tells digits from all else.
            let digit = Int(byte &- UInt8(ascii: "0"))
            switch position {
            case 4, 7:
                guard byte == UInt8(ascii: "-") else { return nil }
            case 10:
                guard byte == UInt8(ascii: "T") else { return nil }
            case 0...12:
                guard digit <= 9 else { return nil }
                switch position {
                case 0...3: year = year * 10 + digit
                case 5...6: month = month * 10 + digit
                case 8...9: dayDigits = dayDigits * 10 + digit
                default: hour = hour * 10 + digit
                }
            default:
                return nil
            }
            position += 1
        }
        switch position {
        case 7: granularity = .month
        case 10: granularity = .day
        case 13: granularity = .hour
        default: return nil
        }
        if granularity != .month { day = dayDigits }
    }
}
