/// The types that a parameter can have.
public enum ParameterType: Hashable, Sendable {
    case integer, datestamp, identifier, text
    /// `true` or `false`.
    case boolean
    /// One of some words, which the author has written.
    case choice([String])

    /// Whether `value` is of the type.
    public func accepts(_ value: String) -> Bool {
        switch self {
        case .integer: Int(value).map { String($0) == value } ?? false
        case .datestamp: (try? Datestamp(value)) != nil
        case .identifier: Identifier.isValid(value)
        case .text: !value.utf8.contains(0)
        case .boolean, .choice:
            // Two spellings of one character are equal as strings, and are not the same to a process.
            values?.contains { $0.utf8.elementsEqual(value.utf8) } ?? false
        }
    }

    /// All values of the type, where these can be listed.
    public var values: [String]? {
        switch self {
        case .boolean: ["true", "false"]
        case .choice(let words): words
        case .integer, .datestamp, .identifier, .text: nil
        }
    }
}

extension ParameterType: CustomStringConvertible {
    /// The name that graph JSON has for it.
    public var description: String {
        switch self {
        case .integer: "integer"
        case .datestamp: "datestamp"
        case .identifier: "identifier"
        case .text: "text"
        case .boolean: "boolean"
        case .choice: "choice"
        }
    }
}
