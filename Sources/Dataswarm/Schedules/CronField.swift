/// One of the five fields of a cron expression, and how its text is read.
struct CronField {
    /// The field's name in messages.
    let name: String

    /// The numbers that it takes.
    let range: ClosedRange<Int>

    /// Names for the numbers from `range.lowerBound` on, in lower case.
    var names: [Substring] = []

    /// The number of different values, and so the largest step that makes sense.
    let valueCount: Int

    static let minute = CronField(name: "minute", range: 0...59, valueCount: 60)
    static let hour = CronField(name: "hour", range: 0...23, valueCount: 24)
    static let dayOfMonth = CronField(name: "day of month", range: 1...31, valueCount: 31)
    static let month = CronField(
        name: "month",
        range: 1...12,
        names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        valueCount: 12
    )
    /// Sunday is both 0 and 7.
    static let dayOfWeek = CronField(
        name: "day of week",
        range: 0...7,
        names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
        valueCount: 7
    )

    /// The values that a field's text stands for: bit n is set for the value n.
    ///
    /// - Parameter text: A list of `*`, values and ranges, the first and last of which may have a step: `1-5,*/15`.
    /// - Throws: A `CronError` that names the field, the value and what is accepted.
    func values(in text: Substring) throws(CronError) -> UInt64 {
        var values: UInt64 = 0
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard !item.isEmpty else {
                let place = "\(name) \(Printable.quoted(text))"
                throw CronError("\(place) has an empty item: write \(accepted) between commas.")
            }
            let (range, step) = try span(of: item)
            for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
                values |= 1 << UInt64(value)
            }
        }
        return values
    }

    /// The first and last value of an item of a list, and the distance between its values.
    private func span(of item: Substring) throws(CronError) -> (range: ClosedRange<Int>, step: Int) {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bounds = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let step = parts.count == 2 ? try self.step(parts[1], of: item) : 1
        if parts[0] == "*" { return (range, step) }

        let first = try value(bounds[0], of: item)
        guard bounds.count == 2 else {
            // Vixie's cron drops the step without a word, others run on to the end of the range: better to ask.
            guard parts.count == 1 else {
                let remedy = "write \(first)-\(range.upperBound)/\(step), or */\(step)"
                throw CronError("\(name) \(Printable.quoted(item)) has a step but no range: \(remedy).")
            }
            return (first...first, step)
        }
        var last = try value(bounds[1], of: item)
        // A week that ends with "sun" ends with its seventh day: mon-sun, sat-sun.
        if last == 0, first > 0, bounds[1].lowercased() == names.first ?? "" { last = range.upperBound }
        guard first <= last else {
            throw CronError("\(name) \(Printable.quoted(item)) runs backwards: write \(accepted), the smaller first.")
        }
        return (first...last, step)
    }

    /// The number that a value stands for, be it a number or a name.
    private func value(_ text: Substring, of item: Substring) throws(CronError) -> Int {
        if let index = names.firstIndex(of: Substring(text.lowercased())) { return range.lowerBound + index }
        let place = text == item ? Printable.quoted(text) : "\(Printable.quoted(text)) in \(Printable.quoted(item))"
        guard Self.isNumber(text) else {
            throw CronError("\(name) \(place) is not a value: write \(accepted).")
        }
        guard let value = Int(text), range ~= value else {
            throw CronError("\(name) \(place) is out of range: write \(accepted).")
        }
        return value
    }

    private func step(_ text: Substring, of item: Substring) throws(CronError) -> Int {
        guard Self.isNumber(text), let step = Int(text), 1...valueCount ~= step else {
            let place = "step \(Printable.quoted(text)) in \(name) \(Printable.quoted(item))"
            throw CronError("\(place) is out of range: write 1 to \(valueCount).")
        }
        return step
    }

    /// Whether a text is made of ASCII digits only: `Int` takes signs too.
    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    /// What the field takes, for messages: "1 to 12 or jan to dec".
    private var accepted: String {
        let numbers = "\(range.lowerBound) to \(range.upperBound)"
        guard let first = names.first, let last = names.last else { return numbers }
        return "\(numbers) or \(first) to \(last)"
    }
}
