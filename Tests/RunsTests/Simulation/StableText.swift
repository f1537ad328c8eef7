/// A value as text that is the same in every process: what has no order of its own, such as a set, is told in the order of
/// the texts of what is in it.
struct StableText: CustomStringConvertible {
    let description: String

    init(_ value: Any) { description = StableText.text(of: value) }

    private static func text(of value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .set, .dictionary:
            return "[\(mirror.children.map { text(of: $0.value) }.sorted().joined(separator: ", "))]"
        case .collection: return "[\(mirror.children.map { text(of: $0.value) }.joined(separator: ", "))]"
        case .optional: return mirror.children.first.map { text(of: $0.value) } ?? "nil"
        case .tuple: return "(\(fields(of: mirror)))"
        case .struct where !(value is any CustomStringConvertible):
            return "\(mirror.subjectType)(\(fields(of: mirror)))"
        case .enum:
            guard let payload = mirror.children.first, let name = payload.label else { return "\(value)" }
            return "\(name) \(text(of: payload.value))"
        default: return "\(value)"
        }
    }

    private static func fields(of mirror: Mirror) -> String {
        mirror.children.map { "\($0.label.map { "\($0): " } ?? "")\(text(of: $0.value))" }.joined(separator: ", ")
    }
}
