import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Several runs for one ds, one after the other. All but the last may be killed, between any two things that they do.
struct Lifetime {
    private let seed: UInt64
    private var dice: Dice
    private var caretaker = Caretaker()
    private let first: World
    private(set) var trace: [String] = []
    private let tells: Bool

    init(_ seed: UInt64, tells: Bool = false) throws {
        self.seed = seed
        self.tells = tells
        dice = Dice(seed, 6)
        first = try World(seed, resources: 70)
    }

    mutating func run() throws {
        let rounds = dice.roll(2...4)
        for round in 1...rounds {
            let tasks = first.graph.taskIndices.filter { _ in dice.happens(70) }
            var request = PlanRequest(ds: try Datestamp(day), selection: Selection(tasks, in: first.graph))
            request.force = dice.happens(20)
            let plan = try Plan(
                first.graph, request, records: caretaker.records,
                live: caretaker.live.values.sorted { $0.name < $1.name })
            let moments = round < rounds && dice.happens(60) ? dice.roll(1...60) : nil
            var simulation = Simulation(
                first.again(plan, seed: seed &+ UInt64(round) << 32), caretaker: caretaker, moments: moments,
                tells: tells)
            defer { trace += simulation.trace }
            do {
                try simulation.run()
                caretaker = simulation.caretaker
            } catch is Killed {
                caretaker = simulation.caretaker
                try caretaker.check()
                caretaker.die()
            }
        }
    }
}

/// The driver was killed.
struct Killed: Error {}
