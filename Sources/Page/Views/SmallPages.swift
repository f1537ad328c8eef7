/// A picture of the selected part of the graph.
public struct GraphPage: Sendable {
    public var select: String

    public init(select: String) { self.select = select }

    public var html: HTML {
        let words = select.isEmpty ? "The graph" : "The graph: \(select)"
        return tag("h1", [:], HTML(words))
            + tag(
                "div", ["class": "scroll"],
                leaf(
                    "img",
                    ["class": "graph", "src": Address("graph.svg", query: ["select": select]).source, "alt": words]))
    }
}

/// Asks who comes.
public struct SignInPage: Sendable {
    /// Where to go then.
    public var path: String
    /// What was wrong with the last try; `nil` before any.
    public var problem: String?

    public init(path: String, problem: String? = nil) { (self.path, self.problem) = (path, problem) }

    public var html: HTML {
        tag("h1", [:], "Who are you?")
            + tag(
                "p", [:],
                "The word is in the file service/token of the state folder: ‘cat .dataswarm/service/token’ shows it.")
            + (problem.map { tag("p", ["class": "card", "role": "alert"], HTML($0)) } ?? .nothing)
            + tag(
                "form", ["method": "post", "action": "/session"],
                leaf("input", ["type": "hidden", "name": "path", "value": path]),
                leaf(
                    "input",
                    [
                        "type": "password", "name": "token", "aria-label": "Token", "autocomplete": "current-password",
                        "size": "40",
                    ]), " ", tag("button", [:], "Enter"))
    }
}

/// Says what is wrong with what was asked.
public struct ProblemPage: Sendable {
    public var sentence: String

    public init(_ sentence: String) { self.sentence = sentence }

    public var html: HTML { tag("h1", [:], "That cannot be shown") + tag("p", ["class": "card"], HTML(sentence)) }
}
