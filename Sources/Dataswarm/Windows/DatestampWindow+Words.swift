extension DatestampWindow {
    /// How an author writes it, of a task: `clean.last(7).clipped`, `clean.each(.hour).byTime`.
    public func spelled(of task: String) -> String {
        let from = steps.isEmpty ? nil : DatestampWindow.spelled(steps)
        func call(_ name: String, _ argument: String, _ label: String) -> String {
            "\(task).\(name)(\(argument)\(from.map { ", \(label): \($0)" } ?? ""))"
        }
        let text =
            switch reach {
            case .one: from.map { "\(task).at(\($0))" } ?? task
            case .last(let count): call("last", "\(count)", "through")
            case .since(let unit): call("since", ".\(unit.rawValue)", "through")
            case .each(let granularity): call("each", ".\(granularity.rawValue)", "of")
            case .containing(let granularity): call("containing", ".\(granularity.rawValue)", "of")
            case .previous: ".previous"
            }
        let matched = matching.map { "\(text).by\($0 == .name ? "Name" : "Time")" } ?? text
        return isClipped && reach != .previous ? "\(matched).clipped" : matched
    }

    /// `.ds - 6.days`
    private static func spelled(_ steps: [DatestampStep]) -> String {
        steps.reduce(".ds") { text, step in
            // What follows a sum is asked of all of it.
            let whole = text.contains(" ") ? "(\(text))" : text
            return switch step {
            case .shift(let shift):
                "\(text) \(shift.count < 0 ? "-" : "+") \(shift.count.magnitude).\(shift.unit.rawValue)"
            case .start(let unit): "\(whole).start(of: .\(unit.rawValue))"
            case .end(let unit): "\(whole).end(of: .\(unit.rawValue))"
            }
        }
    }
}
