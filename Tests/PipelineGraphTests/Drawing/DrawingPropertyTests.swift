import Dataswarm
import PipelineGraph
import Testing

/// What holds for the drawing of every graph, tried on many made from seeds.
struct DrawingPropertyTests {
    @Test(arguments: 0..<60)
    func eachSelectedTaskStandsOnceAfterWhatItWaitsFor(_ seed: Int) throws {
        var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7)
        let graph = Fixture.graph(RandomPipelines.make(&random))
        let selection = Selection(
            graph.taskIndices.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }, in: graph)
        var places: [String: Int] = [:]
        var pipeline = ""
        for (place, line) in graph.drawn(selection, as: .text).split(separator: "\n").enumerated() {
            if line.hasPrefix("marks: ") { continue }
            guard let mark = line.lastIndex(where: { $0 == "─" || $0 == "→" || $0 == "·" }) else {
                pipeline = String(line)
                continue
            }
            let name = line[mark...].dropFirst(2).prefix { $0 != " " }
            #expect(places.updateValue(place, forKey: "\(pipeline).\(name)") == nil)
        }
        for task in graph.taskIndices {
            let place = places[graph.nodes[task].fullName]
            #expect((place != nil) == selection.contains[task])
            for other in graph.upstream[task] where !graph.nodes[other].isGroup && selection.contains[other] {
                guard graph.nodes[other].pipeline == graph.nodes[task].pipeline, let place else { continue }
                // A group stands in one piece, so that only tasks side by side are in order.
                guard graph.nodes[other].group == graph.nodes[task].group else { continue }
                #expect(places[graph.nodes[other].fullName]! < place)
            }
        }
    }
}
