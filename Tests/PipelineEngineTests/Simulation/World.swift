import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What a seed decides before a run begins: the plan, the limits, and when somebody stops it.
struct World {
    private(set) var seed: UInt64
    let graph: Graph
    private(set) var plan: Plan
    let limits: Limits
    let failureMode: FailureMode
    let stops: [Int64]

    /// - Parameter resources: in how many of a hundred worlds there are resources.
    init(_ seed: UInt64, resources: Int = 30) throws {
        var dice = Dice(seed, 1)
        let pools = (0..<dice.roll(0...2)).map { Pool("pool\($0)", slots: dice.roll(1...4)) }
        var author = PipelineDice(
            Dice(seed, 2), pools: pools, resources: dice.happens(resources) ? dice.roll(1...3) : 0)
        var planned = try Planned([author.pipeline(tasks: dice.roll(1...10))], pools: pools)
        if dice.happens(30) {
            let records = World.records(of: planned.plan, &dice)
            let previous = dice.pick([TaskState.succeeded, .failed])
            planned = try Planned(planned.graph, records: records, previousState: { _ in previous })
        }
        self.seed = seed
        graph = planned.graph
        plan = planned.plan
        limits = Limits(jobs: dice.roll(1...4), pools: pools)
        failureMode = dice.happens(20) ? dice.pick([.stop, .cancel]) : .finish
        stops = dice.happens(25) ? (0..<dice.roll(1...2)).map { _ in Int64(dice.roll(0...200)) } : []
    }

    /// Whether the run is left to itself, so that what becomes of each task can be told beforehand.
    var isUndisturbed: Bool { stops.isEmpty && failureMode == .finish }

    /// The same world with another plan, in which other things happen.
    func again(_ plan: Plan, seed: UInt64) -> World {
        var world = self
        (world.plan, world.seed) = (plan, seed)
        return world
    }

    /// What earlier runs have left behind.
    private static func records(of plan: Plan, _ dice: inout Dice) -> [String: TaskRecord] {
        var records: [String: TaskRecord] = [:]
        for (place, item) in plan.items.enumerated() where !item.isGroup && dice.happens(60) {
            var record = item.success(order: Int64(place + 1), attempts: dice.roll(1...3))
            if dice.happens(20) { record.state = dice.pick([.failed, .lost, .cancelled, .running, .skipped]) }
            if record.state != .succeeded, dice.happens(40) { record.lostInARow = dice.roll(1...3) }
            records[item.name] = record
        }
        return records
    }
}
