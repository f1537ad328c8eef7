import Dataswarm

extension ParameterType {
    /// Why a parameter cannot have a value, as the rest of a sentence; `nil` where it can.
    func refusal(of value: String, in pipeline: String) -> String? {
        if accepts(value) { return nil }
        let owner = "the parameter of '\(pipeline)' is"
        let words: String
        switch self {
        case .integer: words = "no whole number, which \(owner)."
        case .datestamp: words = "no datestamp such as 2016-04-26, which \(owner)."
        case .identifier: words = "no identifier of letters, digits and '_', which \(owner)."
        case .text: words = "no text without NUL, which \(owner)."
        case .boolean: words = "neither true nor false, which \(owner).\(question(for: value))"
        case .choice(let choices):
            let list = choices.map(\.printable).joined(separator: ", ")
            words = "none of \(list), one of which \(owner).\(question(for: value))"
        }
        return "'\(value.printable)' is \(words)"
    }

    private func question(for value: String) -> String {
        // As people write them, and other programs.
        let said =
            self == .boolean
            ? ["yes": "true", "1": "true", "on": "true", "no": "false", "0": "false", "off": "false"] : [:]
        let lowercased = value.lowercased()
        if let meant = said[lowercased] ?? values?.first(where: { $0.lowercased() == lowercased }) {
            return " Did you mean '\(meant)'?"
        }
        return NearMiss.question(for: value, among: values ?? [])
    }
}
