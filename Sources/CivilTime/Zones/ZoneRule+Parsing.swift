extension ZoneRule {
    /// Reads a rule: `std offset [dst [offset] , start [/time] , end [/time]]`, POSIX with the extensions of RFC 9636
    /// (hours up to a week to either side); nil for any other text.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = ZoneRuleReader(text)
        guard reader.skipName(), let standard = reader.time() else { return nil }
        // POSIX counts westwards, all else here eastwards.
        self.standard = -standard
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = 3_600 - standard
        if !reader.isAt(",") {
            guard let explicit = reader.time() else { return nil }
            offset = -explicit
        }
        guard reader.skip(","), let start = reader.date(), reader.skip(","), let end = reader.date(), reader.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }
}

/// Reads the parts of a rule one after the other.
private struct ZoneRuleReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        rest.first == UInt8(ascii: character)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Letters, or anything in angle brackets.
    mutating func skipName() -> Bool {
        if skip("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (UInt8(ascii: "A")...UInt8(ascii: "z")).contains($0) }
        rest = rest[letters.endIndex...]
        return !letters.isEmpty
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func time() -> Int64? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(upTo: 167) else { return nil }
        var seconds = hours * 3_600
        if skip(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let more = number(upTo: 59) else { return nil }
                seconds += more
            }
        }
        return isNegative ? -seconds : seconds
    }

    mutating func date() -> ZoneRuleDate? {
        guard let day = day() else { return nil }
        // Two in the morning unless told.
        guard skip("/") else { return ZoneRuleDate(day: day, time: 7_200) }
        return time().map { ZoneRuleDate(day: day, time: $0) }
    }

    private mutating func day() -> ZoneRuleDate.Day? {
        if skip("M") {
            guard let month = number(upTo: 12), month > 0, skip("."), let week = number(upTo: 5), week > 0, skip("."),
                let weekday = number(upTo: 6)
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
        if skip("J") {
            guard let day = number(upTo: 365), day > 0 else { return nil }
            return .ofYear(day)
        }
        return number(upTo: 365).map { .ofLeapYear($0) }
    }

    private mutating func number(upTo limit: Int64) -> Int64? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        let number = digits.reduce(0 as Int64) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        return number <= limit ? number : nil
    }
}
