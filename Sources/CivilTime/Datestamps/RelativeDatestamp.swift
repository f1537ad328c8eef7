public import Dataswarm

/// A datestamp that is named by its distance from now: `yesterday`, `now-1h`, `last-month`.
///
/// The words are `now` and `this-hour`, `last-hour`, `today`, `yesterday`, `tomorrow`, `this-month` and `last-month`. Behind one may stand a
/// distance: a sign, a number and `h`, `d`, `w`, `m` (months) or `y`. What is so named has no moment by itself: it is a
/// datestamp only by the clocks of a zone.
public struct RelativeDatestamp: Hashable, Sendable {
    /// Month, day or hour.
    public let granularity: Datestamp.Granularity
    private let shifts: [DatestampShift]

    /// All words.
    public static let words = [
        "now", "this-hour", "last-hour", "today", "yesterday", "tomorrow", "this-month", "last-month",
    ]

    /// - Returns: nil for a text that is no word with or without a distance, or whose distance is too fine for it: hours from a
    ///   day.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard let word = Self.words.first(where: { text == $0 || Self.distance(in: text, after: $0) != nil }) else {
            return nil
        }
        var shifts: [DatestampShift] = []
        switch word {
        case "now", "this-hour": granularity = .hour
        case "last-hour": (granularity, shifts) = (.hour, [-1.hours])
        case "today": granularity = .day
        case "yesterday": (granularity, shifts) = (.day, [-1.days])
        case "tomorrow": (granularity, shifts) = (.day, [1.days])
        case "this-month": granularity = .month
        default: (granularity, shifts) = (.month, [-1.months])
        }
        if let distance = Self.distance(in: text, after: word) { shifts.append(distance) }
        self.shifts = shifts
        // Whether a distance fits does not depend on where it begins.
        guard let day = try? Datestamp("2000-01-01T00").truncated(to: granularity),
            shifts.allSatisfy({ (try? day.adding($0)) != nil })
        else { return nil }
    }

    private static func distance(in text: String, after word: String) -> DatestampShift? {
        guard text.hasPrefix(word) else { return nil }
        var rest = text.dropFirst(word.count)
        guard let sign = rest.popFirst(), sign == "-" || sign == "+", let letter = rest.popLast(), rest.count <= 6,
            !rest.isEmpty, rest.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let count = Int(rest)
        else { return nil }
        let units: [Character: DatestampShift.Unit] = ["h": .hours, "d": .days, "w": .weeks, "m": .months, "y": .years]
        return units[letter].map { DatestampShift(sign == "-" ? -count : count, $0) }
    }

    /// The datestamp that is meant at a moment, by the clocks of a zone; where they skip it the one before, and for a
    /// distance forward the one after.
    ///
    /// - Returns: nil outside of the years 0001 to 9999.
    public func datestamp(at moment: Moment, in zone: Zone) -> Datestamp? {
        guard var ds = zone.datestamp(granularity, at: moment) else { return nil }
        let now = ds
        for shift in shifts {
            guard let shifted = try? ds.adding(shift) else { return nil }
            ds = shifted
        }
        while !zone.has(ds) {
            guard let neighbour = try? ds < now ? ds.previous : ds.next else { return nil }
            ds = neighbour
        }
        return ds
    }
}
