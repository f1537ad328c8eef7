import Dataswarm

/// Draws a graph as a picture: a band for each pipeline, and what waits to the right of what it waits for.
///
/// It is one file that needs nothing else, legible on light and dark ground, and says in words what its lines say: whoever hears it
/// read aloud is told what each task waits for.
struct SVGDrawing {
    /// The width of a character of the fonts below, in their size; a little more than the mean.
    private static let nameWidth = 7.4
    private static let smallWidth = 6.4
    private static let height = 38.0
    private static let joint = 26.0

    private let graph: Graph
    private let nodes: [Int]
    private let bands: [Int]
    private let upstream: [[Int]]
    private let layout: LayeredLayout

    static func draw(_ nodes: DrawnNodes) -> String { SVGDrawing(nodes).text }

    init(_ drawn: DrawnNodes) {
        graph = drawn.graph
        bands = drawn.pipelines
        let members = bands.map { drawn.nodes(of: $0) }
        nodes = members.flatMap(\.self)
        var boxes = [Int](repeating: -1, count: graph.nodes.count)
        for (box, node) in nodes.enumerated() { boxes[node] = box }
        upstream = nodes.map { node in drawn.upstream(of: node).map { boxes[$0] } }
        let order = TopologicalOrder.of(graph).map { boxes[$0] }.filter { $0 >= 0 }
        layout = LayeredLayout(
            nodes.map { SVGDrawing.size(of: drawn.graph.nodes[$0]) }, order, upstream: upstream,
            bands: members.map { $0.map { boxes[$0] } },
            titles: bands.map { Double(drawn.graph.pipelines[$0].title.joined(separator: "  ").count) * 7.4 })
    }

    private static func size(of node: Node) -> LayeredLayout.Size {
        let name = Double(node.name.count) * nameWidth
        if node.isGroup { return LayeredLayout.Size(width: name + 24, height: joint) }
        let width = max(name, Double(node.operatorName.count) * smallWidth)
        return LayeredLayout.Size(width: max(width + 24, 72), height: height)
    }

    private var text: String {
        var svg = SVGText()
        let (width, height) = (svg.number(layout.size.width), svg.number(layout.size.height))
        svg.line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" role=\"img\">"
        )
        let tasks = nodes.count { !graph.nodes[$0].isGroup }
        svg.line("<title>\(svg.escaped("\(tasks) tasks of \(bands.count) pipelines"))</title>")
        svg.line(SVGDrawing.style)
        for (index, band) in layout.bands.enumerated() { draw(band, of: graph.pipelines[bands[index]], &svg) }
        for line in layout.lines { svg.line("<path d=\"\(path(line, svg))\"/>") }
        for (box, node) in nodes.enumerated() { draw(box, graph.nodes[node], &svg) }
        svg.line("</svg>")
        return svg.text
    }

    private static let style = """
        <style>
        svg{background:#fff;font:13px ui-sans-serif,system-ui,sans-serif}
        text{fill:#1c2024}.o,.t{fill:#60646c;font-size:11px}.t{font-size:12px}.n{font-weight:600}
        rect{fill:#fff;stroke:#8b8d98}.b{fill:#f9f9fb;stroke:#e0e1e6}.g{fill:#f0f0f3;stroke:#b9bbc6}
        path{fill:none;stroke:#8b8d98;stroke-width:1.2}
        @media(prefers-color-scheme:dark){svg{background:#111113}text{fill:#edeef0}.o,.t{fill:#b0b4ba}
        rect{fill:#18191b;stroke:#696e77}.b{fill:#141517;stroke:#2e3135}.g{fill:#212225;stroke:#5a6169}path{stroke:#696e77}}
        </style>
        """

    private func draw(_ band: LayeredLayout.Rectangle, of pipeline: PipelineNode, _ svg: inout SVGText) {
        svg.rectangle(band, radius: 8, style: "b")
        let x = svg.number(band.origin.x + 12)
        let title = pipeline.title.dropFirst().map { "  \($0)" }.joined()
        svg.line(
            "<text class=\"t\" x=\"\(x)\" y=\"\(svg.number(band.origin.y + 18))\"><tspan class=\"n\">\(svg.escaped(pipeline.name))</tspan>\(svg.escaped(title))</text>"
        )
    }

    private func draw(_ box: Int, _ node: Node, _ svg: inout SVGText) {
        let place = layout.boxes[box]
        let middle = svg.number(place.origin.x + place.size.width / 2)
        svg.line("<g><title>\(svg.escaped(words(of: box, node)))</title>")
        svg.rectangle(place, radius: node.isGroup ? place.size.height / 2 : 6, style: node.isGroup ? "g" : nil)
        if node.isGroup {
            svg.line(
                "<text x=\"\(middle)\" y=\"\(svg.number(place.middle + 4.5))\" text-anchor=\"middle\">\(svg.escaped(node.name))</text>"
            )
        } else {
            svg.line(
                "<text class=\"n\" x=\"\(middle)\" y=\"\(svg.number(place.origin.y + 17))\" text-anchor=\"middle\">\(svg.escaped(node.name))</text>"
            )
            svg.line(
                "<text class=\"o\" x=\"\(middle)\" y=\"\(svg.number(place.origin.y + 31))\" text-anchor=\"middle\">\(svg.escaped(node.operatorName))</text>"
            )
        }
        svg.line("</g>")
    }

    /// What a box says to who hears it: its full name, and what it waits for.
    private func words(of box: Int, _ node: Node) -> String {
        let waits = upstream[box].map { graph.nodes[nodes[$0]].fullName }
        let kind = node.isGroup ? "group" : node.operatorName
        return "\(node.fullName), \(kind)\(waits.isEmpty ? "" : ", waits for \(waits.joined(separator: ", "))")"
    }

    /// A line that leaves to the right, arrives from the left, and is level where it passes a layer.
    private func path(_ line: LayeredLayout.Line, _ svg: SVGText) -> String {
        var path = "M\(svg.number(line.points[0].x)) \(svg.number(line.points[0].y))"
        for (index, (from, to)) in zip(line.points, line.points.dropFirst()).enumerated() {
            if index % 2 == 1 {
                path += "H\(svg.number(to.x))"
            } else if abs(from.y - to.y) < 0.05 {
                path += "H\(svg.number(to.x))"
            } else {
                let middle = svg.number((from.x + to.x) / 2)
                path +=
                    "C\(middle) \(svg.number(from.y)) \(middle) \(svg.number(to.y)) \(svg.number(to.x)) \(svg.number(to.y))"
            }
        }
        return path
    }
}

/// The text of a picture as it is put together.
private struct SVGText {
    private(set) var text = ""

    mutating func line(_ line: String) {
        text += line
        text += "\n"
    }

    mutating func rectangle(_ place: LayeredLayout.Rectangle, radius: Double, style: String?) {
        let style = style.map { "class=\"\($0)\" " } ?? ""
        line(
            "<rect \(style)x=\"\(number(place.origin.x))\" y=\"\(number(place.origin.y))\" width=\"\(number(place.size.width))\" height=\"\(number(place.size.height))\" rx=\"\(number(radius))\"/>"
        )
    }

    /// To a tenth, which no eye sees.
    func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// A text in which no character means anything to who reads XML, and none is there that XML does not have.
    func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.printable.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
