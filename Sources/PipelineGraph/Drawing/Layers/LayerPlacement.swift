/// How high the vertices of each layer stand, in their order and apart from each other: each as near as possible to its
/// neighbours.
struct LayerPlacement {
    private static let sweeps = 6

    private let layers: [[Int]]
    private let before: [[Int]]
    private let behind: [[Int]]
    /// How much room each vertex wants, the gap to the next included.
    private let room: [Double]
    /// The middle of each vertex; the topmost room begins at 0.
    private(set) var heights: [Double]

    init(_ layers: [[Int]], before: [[Int]], behind: [[Int]], room: [Double]) {
        self.layers = layers
        self.before = before
        self.behind = behind
        self.room = room
        heights = [Double](repeating: 0, count: room.count)
        for layer in layers { place(layer) { _ in nil } }
        for sweep in 0..<LayerPlacement.sweeps {
            let isForward = sweep % 2 == 0
            let neighbours = isForward ? before : behind
            for index in isForward ? Array(layers.indices) : layers.indices.reversed() {
                place(layers[index]) { neighbours[$0] }
            }
        }
        for layer in layers { place(layer) { before[$0] + behind[$0] } }
        let top = layers.joined().map { heights[$0] - room[$0] / 2 }.min() ?? 0
        for vertex in layers.joined() { heights[vertex] -= top }
    }

    /// Where the last room ends.
    var bottom: Double { layers.joined().map { heights[$0] + room[$0] / 2 }.max() ?? 0 }

    /// Places a layer so that the squares of the ways to what each vertex would like best are as small as can be: neighbours in
    /// the order that would overlap are put into one block, which stands at its mean (pool adjacent violators; Ayer et al.,
    /// 1955).
    private mutating func place(_ layer: [Int], near neighbours: (Int) -> [Int]?) {
        var blocks: [(sum: Double, count: Double, first: Int)] = []
        var offsets: [Double] = []
        var offset = 0.0
        for (index, vertex) in layer.enumerated() {
            offset += room[vertex] / 2
            offsets.append(offset)
            let near = neighbours(vertex) ?? []
            let wish = near.isEmpty ? heights[vertex] : near.reduce(0) { $0 + heights[$1] } / Double(near.count)
            blocks.append((wish - offset, 1, index))
            offset += room[vertex] / 2
            while blocks.count > 1,
                blocks[blocks.count - 2].sum / blocks[blocks.count - 2].count
                    > blocks[blocks.count - 1].sum / blocks[blocks.count - 1].count
            {
                let last = blocks.removeLast()
                blocks[blocks.count - 1].sum += last.sum
                blocks[blocks.count - 1].count += last.count
            }
        }
        for (place, block) in blocks.enumerated() {
            let end = place + 1 < blocks.count ? blocks[place + 1].first : layer.count
            for index in block.first..<end { heights[layer[index]] = block.sum / block.count + offsets[index] }
        }
    }
}
