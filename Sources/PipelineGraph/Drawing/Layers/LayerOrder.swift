/// The order of what stands in each layer of a drawing, so that few lines cross.
///
/// Each layer is sorted by the middle of its neighbours in the layer before, and then in the layer behind, some times over, and
/// the best that was found is kept (Sugiyama, Tagawa and Toda, 1981). Nothing in it is left to chance: the same graph is drawn
/// the same way.
struct LayerOrder {
    private static let sweeps = 6

    private(set) var layers: [[Int]]
    /// The neighbours of a vertex in the layer before, and in the one behind.
    private let before: [[Int]]
    private let behind: [[Int]]
    private var places: [Int]

    /// - Parameters:
    ///   - layers: the vertices of each layer, in an order to begin with.
    ///   - before: the neighbours of each vertex in the layer before its own.
    ///   - behind: those in the layer behind.
    init(_ layers: [[Int]], before: [[Int]], behind: [[Int]]) {
        self.layers = layers
        self.before = before
        self.behind = behind
        places = [Int](repeating: 0, count: before.count)
        for layer in layers { number(layer) }
        improve()
    }

    private mutating func number(_ layer: [Int]) {
        for (place, vertex) in layer.enumerated() { places[vertex] = place }
    }

    private mutating func improve() {
        var best = (layers: layers, crossings: crossings)
        for sweep in 0..<LayerOrder.sweeps where best.crossings > 0 {
            let isForward = sweep % 2 == 0
            for index in isForward ? Array(layers.indices) : layers.indices.reversed() {
                sort(index, by: isForward ? before : behind)
            }
            let crossings = crossings
            if crossings < best.crossings { best = (layers, crossings) }
        }
        layers = best.layers
    }

    private mutating func sort(_ index: Int, by neighbours: [[Int]]) {
        var keyed = layers[index].enumerated().map { place, vertex in
            let near = neighbours[vertex]
            // Who has no neighbour stays where it is.
            let middle =
                near.isEmpty ? Double(place) : Double(near.reduce(0) { $0 + places[$1] }) / Double(near.count)
            return (middle: middle, place: place, vertex: vertex)
        }
        keyed.sort { ($0.middle, $0.place) < ($1.middle, $1.place) }
        layers[index] = keyed.map(\.vertex)
        number(layers[index])
    }

    /// How many pairs of lines cross: the inversions between each layer and the next, counted with a tree of sums (Fenwick, 1994).
    var crossings: Int {
        var count = 0
        for (layer, next) in zip(layers, layers.dropFirst()) {
            var sums = [Int](repeating: 0, count: next.count + 1)
            var total = 0
            for vertex in layer {
                let ends = behind[vertex].map { places[$0] }
                for end in ends {
                    var (place, passed) = (end + 1, 0)
                    while place > 0 {
                        passed += sums[place]
                        place &= place - 1
                    }
                    count += total - passed
                }
                for end in ends {
                    total += 1
                    var place = end + 1
                    while place < sums.count {
                        sums[place] += 1
                        place += place & -place
                    }
                }
            }
        }
        return count
    }
}
