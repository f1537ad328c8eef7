import PipelineRecord

/// One term of the selector grammar: what it matches, and how far it reaches along the edges.
///
/// ```
/// argument  = term { "," term }                      a comma is an intersection; several arguments are a union
/// term      = [ "@" | [ number ] "+" ] match [ "+" [ number ] ]
/// match     = method ":" value | name
/// method    = "tag" | "owner" | "operator" | "pipeline" | "group" | "state"
/// ```
///
/// A name is a task's or a group's, alone (`dump`) or in full (`cat_gifs.dump`), with `*` and `?` as in a shell.
public struct Selector: Hashable, Sendable {
    public let match: Match
    /// How many levels of what it waits for come along: `2+dump`; `.max` for all of them.
    public let ancestors: Int
    /// How many levels of what waits for it come along: `dump+1`.
    public let descendants: Int
    /// `@dump`: all that waits for it, and all that those wait for.
    public let isClosure: Bool

    public enum Match: Hashable, Sendable {
        case name(String)
        case tag(String)
        case owner(String)
        case operation(String)
        case pipeline(String)
        case group(String)
        case state(String)
    }

    static let methods = ["tag", "owner", "operator", "pipeline", "group", "state"]

    /// Reads one term.
    public init(_ term: some StringProtocol) throws(SelectorError) {
        var rest = Substring(term)
        isClosure = rest.first == "@"
        if isClosure { rest.removeFirst() }
        ancestors = isClosure ? 0 : Selector.takeLeadingReach(&rest)
        descendants = isClosure ? 0 : Selector.takeTrailingReach(&rest)
        guard !rest.isEmpty else {
            throw SelectorError(
                description:
                    "'\(String(term).printable)' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly."
            )
        }
        match = try Selector.match(rest, in: String(term))
    }

    private static func match(_ text: Substring, in term: String) throws(SelectorError) -> Match {
        guard let colon = text.firstIndex(of: ":") else { return .name(String(text)) }
        let method = String(text[..<colon])
        let value = String(text[text.index(after: colon)...])
        guard methods.contains(method) else {
            throw SelectorError(
                description:
                    "'\(term.printable)' cannot be read: before the colon stands one of \(methods.joined(separator: ", ")).\(NearMiss.question(for: method, among: methods))"
            )
        }
        guard !value.isEmpty else {
            throw SelectorError(
                description: "'\(term.printable)' says no \(method.printable): write \(method.printable):something.")
        }
        switch method {
        case "tag": return .tag(value)
        case "owner": return .owner(value)
        case "operator": return .operation(value)
        case "pipeline": return .pipeline(value)
        case "group": return .group(value)
        default:
            let states = TaskState.allCases.map(\.rawValue) + ["none"]
            guard states.contains(value) else {
                throw SelectorError(
                    description:
                        "'\(value.printable)' is no state: it is one of \(states.joined(separator: ", ")).\(NearMiss.question(for: value, among: states))"
                )
            }
            return .state(value)
        }
    }

    /// `2+` or `+` at the beginning.
    private static func takeLeadingReach(_ text: inout Substring) -> Int {
        guard let plus = text.firstIndex(of: "+"), plus != text.endIndex else { return 0 }
        let digits = text[..<plus]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count <= 9 else { return 0 }
        // `dump+` has its plus at the end, and a name may be all digits.
        let after = text.index(after: plus)
        if !digits.isEmpty, after == text.endIndex { return 0 }
        text = text[after...]
        return digits.isEmpty ? .max : Int(digits) ?? .max
    }

    /// `+` or `+1` at the end.
    private static func takeTrailingReach(_ text: inout Substring) -> Int {
        guard let plus = text.lastIndex(of: "+") else { return 0 }
        let digits = text[text.index(after: plus)...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count <= 9 else { return 0 }
        text = text[..<plus]
        return digits.isEmpty ? .max : Int(digits) ?? .max
    }
}

extension Selector {
    /// Whether an argument of a command line asks what is on record, so that it may rightly select nothing.
    public static func asksForState(_ argument: String) -> Bool {
        argument.split(separator: ",").contains { (try? Selector($0))?.match.isState ?? false }
    }
}

extension Selector.Match {
    /// Whether it asks what is on record, not what is defined.
    var isState: Bool { if case .state = self { true } else { false } }
}
