import Dataswarm
import Testing

@testable import PipelineGraph

/// Where the boxes and lines of a picture stand.
struct LayeredLayoutTests {
    private func layout(_ upstream: [[Int]], bands: [[Int]]? = nil) -> LayeredLayout {
        let sizes = upstream.indices.map { LayeredLayout.Size(width: 40 + Double($0 % 3) * 20, height: 30) }
        let bands = bands ?? [Array(upstream.indices)]
        // In these tests a box only waits for those with smaller numbers.
        return LayeredLayout(
            sizes, Array(upstream.indices), upstream: upstream, bands: bands, titles: bands.map { _ in 50 })
    }

    @Test func aChainStandsInARow() {
        let layout = layout([[], [0], [1]])
        #expect(Set(layout.boxes.map(\.middle)).count == 1)
        #expect(layout.boxes.map(\.origin.x) == layout.boxes.map(\.origin.x).sorted())
        for line in layout.lines {
            #expect(line.points.count == 2)
            #expect(line.points[0].y == line.points[1].y)
        }
    }

    /// What others come together from stands in their middle.
    @Test func aFanIsEven() {
        let layout = layout([[], [0], [0], [0], [1, 2, 3]])
        let middles = layout.boxes.map(\.middle)
        #expect(abs(middles[0] - middles[2]) < 0.001)
        #expect(abs(middles[4] - middles[2]) < 0.001)
        #expect(middles[2] - middles[1] == middles[3] - middles[2])
    }

    /// What waits for nothing stands near what waits for it, and not far to the left.
    @Test func aLateBeginningStandsLate() {
        #expect(LayerAssignment.layers([0, 1, 2, 3], upstream: [[], [0], [1], []]) == [0, 1, 2, 0])
        #expect(LayerAssignment.layers([0, 1, 2, 3, 4], upstream: [[], [0], [1], [], [2, 3]]) == [0, 1, 2, 2, 3])
    }

    @Test func linesThatNeedNotCrossDoNot() {
        // 0 and 1 lead to 3 and 2: in the order of numbers their lines would cross.
        let order = LayerOrder(
            [[0, 1], [2, 3]], before: [[], [], [1], [0]], behind: [[3], [2], [], []])
        #expect(order.crossings == 0)
    }

    @Test func crossingsAreCounted() {
        // Three boxes that each lead to all three of the next layer: 9 pairs of lines cross.
        let all = LayerOrder(
            [[0, 1, 2], [3, 4, 5]], before: [[], [], [], [0, 1, 2], [0, 1, 2], [0, 1, 2]],
            behind: [[3, 4, 5], [3, 4, 5], [3, 4, 5], [], [], []])
        #expect(all.crossings == 9)
    }

    /// Of graphs made from seeds: no box lies on another, nor outside of its band, no band on another, every line goes to the
    /// right, and a line that passes a layer passes no box of its band.
    @Test(arguments: 0..<60) func nothingLiesOnAnything(_ seed: Int) {
        var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 3)
        let count = Int.random(in: 1...40, using: &random)
        let upstream = (0..<count).map { box in
            box == 0
                ? []
                : Array(
                    Set(
                        (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 0..<box, using: &random) }
                    )
                ).sorted()
        }
        let band = (0..<count).map { _ in Int.random(in: 0...2, using: &random) }
        let bands = (0...2).map { index in band.indices.filter { band[$0] == index } }.filter { !$0.isEmpty }
        let layout = layout(upstream, bands: bands)
        for (index, box) in layout.boxes.enumerated() {
            for other in layout.boxes[..<index] {
                let isApart =
                    box.right <= other.origin.x || other.right <= box.origin.x || box.bottom <= other.origin.y
                    || other.bottom <= box.origin.y
                #expect(isApart)
            }
        }
        for (members, place) in zip(bands, layout.bands) {
            for box in members.map({ layout.boxes[$0] }) {
                #expect(box.origin.x >= place.origin.x && box.right <= place.right)
                #expect(box.origin.y > place.origin.y && box.bottom <= place.bottom + 0.001)
            }
        }
        for (place, next) in zip(layout.bands, layout.bands.dropFirst()) { #expect(place.bottom < next.origin.y) }
        #expect(layout.lines.count == upstream.reduce(0) { $0 + $1.count })
        for line in layout.lines {
            #expect(line.points.map(\.x) == line.points.map(\.x).sorted())
            for (from, to) in zip(line.points, line.points.dropFirst()) where from.y == to.y {
                for box in layout.boxes where from.x < box.origin.x && box.right < to.x {
                    let isBeside = band[line.from] != band[line.to] || from.y < box.origin.y || box.bottom < from.y
                    #expect(isBeside)
                }
            }
        }
        #expect(layout.size.width >= layout.bands.map(\.right).max() ?? 0)
    }
}
