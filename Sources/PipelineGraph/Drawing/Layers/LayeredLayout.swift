/// Where the boxes and lines of a drawing stand: layers from left to right, what waits to the right of what it waits for, and
/// bands one below the other, one for each pipeline.
///
/// Layers are those of the whole graph, so that every line leads to the right. Within a band a long line has a place of its own in
/// each layer that it passes; lines between bands pass behind the boxes.
struct LayeredLayout {
    struct Size {
        var width: Double
        var height: Double
    }

    struct Point: Equatable {
        var x: Double
        var y: Double
    }

    struct Rectangle {
        var origin: Point
        var size: Size

        var right: Double { origin.x + size.width }
        var bottom: Double { origin.y + size.height }
        var middle: Double { origin.y + size.height / 2 }
    }

    /// A line from one box to another: from the right side of the one through points to the left side of the other.
    struct Line {
        let from: Int
        let to: Int
        var points: [Point]
    }

    /// The room around things.
    struct Gaps {
        var column = 56.0
        var row = 12.0
        /// The room that a line takes where it passes a layer.
        var line = 10.0
        var band = 28.0
        /// Above the boxes of a band, for its name.
        var title = 26.0
        var margin = 16.0
    }

    private(set) var boxes: [Rectangle]
    private(set) var lines: [Line] = []
    private(set) var bands: [Rectangle] = []
    private(set) var size = Size(width: 0, height: 0)

    /// Beyond so many layers a line goes straight: it would take more room than it is worth.
    private static let longest = 24

    /// - Parameters:
    ///   - sizes: of the boxes.
    ///   - order: the boxes, each behind those that it waits for.
    ///   - upstream: what each waits for.
    ///   - bands: the boxes of each band, in an order to begin with.
    ///   - titles: how wide the name of each band is.
    init(_ sizes: [Size], _ order: [Int], upstream: [[Int]], bands: [[Int]], titles: [Double], gaps: Gaps = Gaps()) {
        boxes = sizes.map { Rectangle(origin: Point(x: 0, y: 0), size: $0) }
        let layers = LayerAssignment.layers(order, upstream: upstream)
        let columns = Columns(sizes, layers, gaps)
        for box in boxes.indices {
            boxes[box].origin.x =
                columns.left(of: layers[box]) + (columns.width(of: layers[box]) - sizes[box].width) / 2
        }
        var band = [Int](repeating: 0, count: sizes.count)
        for (index, members) in bands.enumerated() { for box in members { band[box] = index } }
        var top = gaps.margin
        var inner: [Line] = []
        for (index, members) in bands.enumerated() {
            var graph = BandGraph(members, sizes, layers, gaps)
            for box in members {
                for other in upstream[box] where band[other] == index {
                    graph.connect(other, box, straight: layers[box] - layers[other] > LayeredLayout.longest)
                }
            }
            let order = LayerOrder(graph.layers, before: graph.before, behind: graph.behind)
            let placement = LayerPlacement(
                order.layers, before: graph.before, behind: graph.behind, room: graph.room)
            for (vertex, box) in graph.boxes.enumerated() {
                if let box {
                    boxes[box].origin.y = top + gaps.title + placement.heights[vertex] - sizes[box].height / 2
                }
            }
            for route in graph.routes {
                let points = route.vertices.flatMap { vertex in
                    let y = top + gaps.title + placement.heights[vertex]
                    let layer = graph.layer[vertex]
                    let left = columns.left(of: layer)
                    return [Point(x: left, y: y), Point(x: left + columns.width(of: layer), y: y)]
                }
                inner.append(Line(from: route.from, to: route.to, points: points))
            }
            let left = columns.left(of: members.map { layers[$0] }.min() ?? 0)
            let right = members.map { boxes[$0].right }.max() ?? gaps.margin
            let width = max(right - left, titles[index]) + 2 * gaps.row
            let height = gaps.title + placement.bottom + gaps.row
            self.bands.append(
                Rectangle(origin: Point(x: left - gaps.row, y: top), size: Size(width: width, height: height)))
            top += height + gaps.band
        }
        lines = inner
        for box in order {
            for other in upstream[box] where band[other] != band[box] {
                lines.append(Line(from: other, to: box, points: []))
            }
        }
        for index in lines.indices {
            let (from, to) = (boxes[lines[index].from], boxes[lines[index].to])
            lines[index].points.insert(Point(x: from.right, y: from.middle), at: 0)
            lines[index].points.append(Point(x: to.origin.x, y: to.middle))
        }
        let right = self.bands.map(\.right).max() ?? 0
        size = Size(width: right + gaps.margin, height: max(top - gaps.band, 0) + gaps.margin)
    }
}

/// The columns of a drawing, one for each layer.
private struct Columns {
    private var lefts: [Double] = []
    private var widths: [Double]

    init(_ sizes: [LayeredLayout.Size], _ layers: [Int], _ gaps: LayeredLayout.Gaps) {
        widths = [Double](repeating: 0, count: (layers.max() ?? -1) + 1)
        for (size, layer) in zip(sizes, layers) { widths[layer] = max(widths[layer], size.width) }
        var left = gaps.margin + gaps.row
        for width in widths {
            lefts.append(left)
            left += width + gaps.column
        }
    }

    func left(of layer: Int) -> Double { lefts[layer] }
    func width(of layer: Int) -> Double { widths[layer] }
}

/// The boxes of a band and the places where its long lines pass a layer.
private struct BandGraph {
    struct Route {
        let from: Int
        let to: Int
        var vertices: [Int] = []
    }

    private(set) var layers: [[Int]]
    private(set) var before: [[Int]] = []
    private(set) var behind: [[Int]] = []
    private(set) var room: [Double] = []
    /// The layer of each vertex.
    private(set) var layer: [Int] = []
    /// The box that a vertex stands for; `nil` where it is a line that passes.
    private(set) var boxes: [Int?] = []
    private(set) var routes: [Route] = []
    private var vertices: [Int: Int] = [:]
    private let lineRoom: Double

    init(_ members: [Int], _ sizes: [LayeredLayout.Size], _ layers: [Int], _ gaps: LayeredLayout.Gaps) {
        self.layers = [[Int]](repeating: [], count: (members.map { layers[$0] }.max() ?? -1) + 1)
        lineRoom = gaps.line
        for box in members { vertices[box] = add(layers[box], sizes[box].height + gaps.row, box) }
    }

    private mutating func add(_ layer: Int, _ room: Double, _ box: Int?) -> Int {
        let vertex = boxes.count
        boxes.append(box)
        self.layer.append(layer)
        self.room.append(room)
        before.append([])
        behind.append([])
        layers[layer].append(vertex)
        return vertex
    }

    /// - Parameter straight: whether the line has no places of its own on its way.
    mutating func connect(_ from: Int, _ to: Int, straight: Bool) {
        guard let first = vertices[from], let last = vertices[to] else { return }
        var route = Route(from: from, to: to)
        if !straight {
            var previous = first
            for layer in layer[first] + 1..<layer[last] {
                let vertex = add(layer, lineRoom, nil)
                route.vertices.append(vertex)
                join(previous, vertex)
                previous = vertex
            }
            join(previous, last)
        }
        routes.append(route)
    }

    private mutating func join(_ from: Int, _ to: Int) {
        behind[from].append(to)
        before[to].append(from)
    }
}
