/// What is around every page: where one is, where one can go, and how old what one sees is.
public struct Frame: Sendable {
    /// The pages that are always one click away.
    public enum Place: String, Sendable, CaseIterable {
        case now = "Now"
        case grid = "Grid"
        case graph = "Graph"
        case runs = "Runs"
        case schedule = "Schedule"

        var path: String { self == .now ? "/" : "/\(rawValue.lowercased())" }
    }

    public var place: Place?
    public var title: String
    /// The selectors in the box, as they were typed.
    public var select: String
    /// When it was put together, as text with its zone.
    public var now: String
    /// What is the matter with the service itself, if anything is.
    public var trouble: [String]

    public init(_ title: String, _ place: Place?, select: String = "", now: String, trouble: [String] = []) {
        (self.title, self.place, self.select, self.now, self.trouble) = (title, place, select, now, trouble)
    }

    /// The whole page, as a browser reads it.
    public func page(_ content: HTML) -> String {
        let links = Place.allCases.map { each in
            tag("a", ["href": each.path, "aria-current": each == place ? "page" : nil], HTML(each.rawValue))
        }
        let box = tag(
            "form", ["action": "/grid", "role": "search"],
            leaf(
                "input",
                [
                    "type": "search", "name": "select", "value": select, "size": "28", "aria-label": "Selectors",
                    "placeholder": "cat_gifs+ tag:nightly state:failed",
                ]),
            tag("button", [:], "Show"))
        let troubles = trouble.map { tag("p", ["class": "card", "role": "alert"], HTML($0)) }
        let head = [
            leaf("meta", ["charset": "utf-8"]),
            leaf("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"]),
            tag("title", [:], HTML("\(title) – Dataswarm")),
            leaf("link", ["rel": "stylesheet", "href": "/page.css"]),
            HTML(source: "<script src=\"/page.js\" defer></script>"),
        ]
        let body = [
            tag("a", ["class": "skip", "href": "#main"], "To the content"),
            tag("header", [:], tag("b", [:], "Dataswarm"), tag("nav", ["aria-label": "Pages"], links.joined(" ")), box),
            tag("main", ["id": "main"], troubles.joined() + content),
            tag(
                "footer", [:], HTML("as of \(now)  "),
                tag("span", ["id": "stale", "role": "status"], .nothing)),
        ]
        let document = tag("html", ["lang": "en"], tag("head", [:], head.joined()), tag("body", [:], body.joined("\n")))
        return "<!DOCTYPE html>\n\(document.source)\n"
    }
}
