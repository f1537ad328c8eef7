/// A piece of a page. What comes from outside can only get into one as text, in which nothing means anything to a browser.
public struct HTML: Sendable {
    public private(set) var source: String

    /// Source that is ours.
    init(source: String) { self.source = source }

    /// A text, as it is to be read.
    public init(_ text: some StringProtocol) {
        var source = ""
        source.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            // A browser would draw it, or turn the line around.
            case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                source += "\u{FFFD}"
            default: source.unicodeScalars.append(scalar)
            }
        }
        self.source = source
    }

    static let nothing = HTML(source: "")

    static func + (first: HTML, second: HTML) -> HTML { HTML(source: first.source + second.source) }

    static func += (first: inout HTML, second: HTML) { first.source += second.source }
}

extension HTML: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Sequence<HTML> {
    func joined(_ separator: HTML = .nothing) -> HTML {
        HTML(source: map(\.source).joined(separator: separator.source))
    }
}

/// An element with its attributes and what is in it. An attribute that is `nil` is left out.
func tag(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ content: HTML...) -> HTML {
    var source = "<\(name)"
    for (attribute, value) in attributes {
        if let value { source += " \(attribute)=\"\(HTML(value).source)\"" }
    }
    return HTML(source: "\(source)>\(content.joined().source)</\(name)>")
}

/// An element that has nothing in it.
func leaf(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]) -> HTML {
    var source = "<\(name)"
    for (attribute, value) in attributes {
        if let value { source += " \(attribute)=\"\(HTML(value).source)\"" }
    }
    return HTML(source: source + ">")
}
