/// The text of a duration on a command line: `500ms`, `90s`, `10m`, `1h30m`, `30d`, `2w`. One table, so that what one option
/// understands they all do.
public enum DurationText {
    private static let units: [Substring: Int64] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// In milliseconds; `nil` where it is none. A number without a unit is none: of what, would be guessed.
    public static func milliseconds(_ text: String) -> Int64? {
        var rest = text[...]
        var total: Int64 = 0
        // The larger unit comes first, and each once.
        var last = Int64.max
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let count = Int64(digits), count < 100_000_000, let unit = units[name], unit < last else {
                return nil
            }
            total += count * unit
            last = unit
        } while !rest.isEmpty
        return total
    }
}
