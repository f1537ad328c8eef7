import Dataswarm

/// Pipelines with groups in groups, and edges between all.
enum RandomPipelines {
    static func make(_ random: inout Seeded) -> [Pipeline] {
        var pipelines: [Pipeline] = []
        var others: [any PipelineMember] = []
        for place in 0..<Int.random(in: 1...3, using: &random) {
            let pipeline = Pipeline("p\(place)") { nodes(&random, "n", depth: 0, others) }
            others += pipeline.tasks
            pipelines.append(pipeline)
        }
        return pipelines
    }

    private static func nodes(_ random: inout Seeded, _ prefix: String, depth: Int, _ others: [any PipelineMember])
        -> [any PipelineMember]
    {
        var nodes: [any PipelineMember] = []
        for place in 0..<Int.random(in: depth == 0 ? 1...12 : 0...4, using: &random) {
            let waits = (nodes + others).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            let name = "\(prefix)_\(place)"
            if depth < 3, Int.random(in: 0..<4, using: &random) == 0 {
                nodes.append(
                    Group(name, depList: waits) { self.nodes(&random, name, depth: depth + 1, nodes + others) })
            } else {
                let priority = Int.random(in: 0..<5, using: &random) == 0 ? 2 : 0
                nodes.append(Task(name, Command("echo", "\(.ds)"), depList: waits, priority: priority))
            }
        }
        return nodes
    }
}

/// A generator of random numbers that says the same for the same seed (SplitMix64, Steele and others, 2014).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
