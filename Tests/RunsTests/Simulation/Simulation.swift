import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance

@testable import Runs

/// Many runs in several processes over one record, on a virtual clock, under the eyes of a referee.
struct Simulation {
    let scene: Scene
    private var chance: SeededGenerator
    /// When a process of each cast dies, counted in steps.
    private var deaths: [(step: Int, cast: Int, process: ImaginedProcess)] = []
    /// What happens at a time.
    private var plans: [(at: Int64, happens: () throws -> Void)] = []
    private var generations: [Int]
    /// When something has happened last that brings runs on.
    private var lastProgress: (change: Int64, work: Int, time: Int64) = (0, 0, 0)

    /// So long nothing may happen, in milliseconds.
    private static let patience: Int64 = 2_000
    private static let stepLimit = 60_000

    init(_ seed: UInt64, in folder: StateFolder, tells: Bool = false) throws {
        scene = try Scene(seed, in: folder, tells: tells)
        chance = SeededGenerator(seed, 3)
        generations = scene.scenario.casts.map { _ in 0 }
    }

    mutating func run() throws {
        defer {
            drain()
            scene.close()
        }
        tellScenario()
        for cast in scene.scenario.casts.indices { try begin(cast, keeper: Keeper()) }
        while try goesOn { try step() }
        releaseKeepers()
        let sweeper = try ImaginedProcess(-1, generation: 0, isService: false, keeper: Keeper(), in: scene)
        scene.processes.append(sweeper)
        sweeper.sweep()
        while sweeper.open > 0 { try step() }
        scene.referee.checkEnd()
        if let violation = scene.violation { throw violation }
    }

    private var goesOn: Bool {
        get throws {
            if let violation = scene.violation { throw violation }
            if !plans.isEmpty || !successors.isEmpty { return true }
            // What a dead driver has started is kept until it has ended.
            return scene.processes.contains { !$0.isDead && $0.open > 0 }
                || scene.workshop.works.values.contains { $0.process.isDead && !$0.process.owner.isAdoptable }
        }
    }

    private mutating func step() throws {
        try die()
        let now = scene.clock.steadyTime
        if !scene.timetable.isEmpty {
            scene.steps += 1
            if scene.steps > Simulation.stepLimit { throw Violation("it comes to no end") }
            if chance.happens(2) { try advance(to: now + Int64(chance.roll(1...5))) }
            scene.timetable.step(&chance)
        } else {
            let times = [scene.clock.next, scene.workshop.nextEnd] + plans.map(\.at) + successors.map(\.at)
            guard let next = times.compactMap(\.self).min() else { throw Violation("nothing goes on any more") }
            try advance(to: next)
        }
        let (change, work) = (scene.record.changeCount(), scene.workshop.works.count)
        if change != lastProgress.change || work != lastProgress.work || !plans.isEmpty || !successors.isEmpty {
            lastProgress = (change, work, now)
        }
        if now > lastProgress.time + Simulation.patience {
            throw Violation("nobody gets on: \(scene.record.waits()), claimed \(scene.record.claims(ds: nil))")
        }
    }

    private mutating func advance(to time: Int64) throws {
        scene.clock.advance(to: time)
        scene.finishWork()
        while let place = plans.firstIndex(where: { $0.at <= time }) { try plans.remove(at: place).happens() }
        releaseKeepers()
    }

    // MARK: Life and death

    private mutating func begin(_ cast: Int, keeper: Keeper) throws {
        let plan = scene.scenario.casts[cast]
        let generation = generations[cast]
        generations[cast] += 1
        let process = try ImaginedProcess(
            cast, generation: generation, isService: plan.isService, keeper: keeper, in: scene)
        scene.processes.append(process)
        scene.tell("\(process.owner.id) begins")
        process.work(plan.orders[generation], adopts: plan.isService && generation > 0)
        if generation < plan.lifetimes.count {
            deaths.append((scene.steps + plan.lifetimes[generation], cast, process))
        }
    }

    private mutating func die() throws {
        for place in deaths.indices.reversed() {
            // Who has nothing to do any more dies, too, so that the next one comes.
            guard deaths[place].step <= scene.steps || deaths[place].process.open == 0 else { continue }
            let (_, cast, process) = deaths.remove(at: place)
            scene.tell("\(process.owner.id) dies")
            process.die()
            let now = scene.clock.steadyTime
            let keeper = process.keeper
            if chance.happens(30) {
                keeper.die()
                scene.tell("and its keeper")
            } else if process.owner.isAdoptable {
                if chance.happens(30) {
                    plans.append(
                        (
                            now + Int64(chance.roll(0...60)),
                            { [scene] in
                                if scene.processes.contains(where: { !$0.isDead && $0.keeper === keeper }) { return }
                                scene.tell("the keeper of \(process.owner.id) dies")
                                keeper.die()
                            }
                        ))
                }
            } else {
                for work in scene.workshop.inOrder where work.process === process {
                    scene.workshop.end(work.attempt, at: now, atOnce: chance.happens(30))
                }
            }
            successors.append((now + Int64(chance.roll(0...80)), cast, keeper))
        }
        for place in successors.indices.reversed() where successors[place].at <= scene.clock.steadyTime {
            let (_, cast, keeper) = successors[place]
            if isRecovered(cast, keeper) {
                // Who begins waits for that, as the seat of a service does.
                successors[place].at = scene.clock.steadyTime + 1
                continue
            }
            successors.remove(at: place)
            let isKept = scene.scenario.casts[cast].isService && keeper.isAlive
            try begin(cast, keeper: isKept ? keeper : Keeper())
        }
    }

    /// Whether somebody recovers the owner right now whose next process is to begin.
    private func isRecovered(_ cast: Int, _ keeper: Keeper) -> Bool {
        guard scene.scenario.casts[cast].isService, !keeper.isAlive else { return false }
        return (try? OwnerLock(recovering: ImaginedProcess.serviceID(cast, in: scene), in: scene.folder)) == nil
    }

    private var successors: [(at: Int64, cast: Int, keeper: Keeper)] = []

    /// What keeps a dead driver's attempts ends with the last of them.
    private func releaseKeepers() {
        for process in scene.processes where process.isDead && process.keeper.isAlive && !process.owner.isAdoptable {
            if !scene.workshop.works.values.contains(where: { $0.process === process }) { process.keeper.die() }
        }
    }

    /// Lets all code come to its end, so that nothing of it is left.
    private mutating func drain() {
        for process in scene.processes where !process.isDead { process.die() }
        for _ in 0..<Simulation.stepLimit {
            if !scene.timetable.isEmpty {
                scene.timetable.step(&chance)
            } else if let next = scene.clock.next {
                scene.clock.advance(to: next)
            } else {
                return
            }
        }
    }

    private func tellScenario() {
        let scenario = scene.scenario
        scene.tell("\(scenario.isCalm ? "calm" : scenario.isSunny ? "sunny" : "wild"), pools \(scenario.graph.pools)")
        for (index, node) in scenario.graph.nodes.enumerated() {
            let settings = scenario.graph.settings(of: index)
            scene.tell(
                "\(index) = \(node.fullName) after \(Array(scenario.graph.upstream[index])), \(node.operatorName), pool \(settings.pool?.pools ?? []), when \(settings.when?.rawValue ?? "-"), retries \(settings.retries?.limit ?? 0)"
            )
        }
        for (place, cast) in scenario.casts.enumerated() {
            scene.tell("cast \(place): \(cast.isService ? "service" : "driver"), dies after \(cast.lifetimes)")
            for order in cast.orders.joined() {
                scene.tell(
                    "    at \(order.at): \(order.request.ds) \(order.request.only) force \(order.request.force), upstream \(order.request.upstream), jobs \(order.request.jobs ?? 0), parallel \(order.request.parallel ?? 1), \(order.request.onFailure), stops \(order.stops), extensions \(order.extensions.map { ($0.at, $0.request.ds, $0.request.only) })"
                )
            }
        }
    }
}
