import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run from beginning to end, on a virtual clock and with an imagined executor, under the eyes of a referee.
struct Simulation {
    private let world: World
    private var granting: GrantingEngine
    private var engine: Engine { granting.engine }
    private var launcher: ImaginedLauncher
    private var referee: Referee
    private var dice: Dice
    private var stops: [Int64]
    private var now: Int64 = 0
    /// What is really there.
    private(set) var caretaker: Caretaker
    /// After how many things that it does the driver is killed.
    private var moments: Int?
    private let tells: Bool
    /// What happened, where it is to be told.
    private(set) var trace: [String] = []
    /// How many steps the engine took.
    private(set) var steps = 0

    init(_ world: World, caretaker: Caretaker = Caretaker(), moments: Int? = nil, tells: Bool = false) {
        self.caretaker = caretaker
        self.caretaker.begin()
        self.moments = moments
        self.world = world
        self.tells = tells
        let engine = Engine(
            world.plan, limits: world.limits, failureMode: world.failureMode, seed: world.seed)
        granting = GrantingEngine(engine, attempts: caretaker.attempts)
        launcher = ImaginedLauncher(seed: world.seed)
        referee = Referee(world)
        dice = Dice(world.seed, 4)
        stops = world.stops.sorted()
    }

    mutating func run() throws {
        tellPlan()
        try take(granting.start(at: now))
        while !engine.isFinished {
            let next = [launcher.nextEnd, engine.nextWake, stops.first].compactMap(\.self).min()!
            if next > now, dice.happens(10) { try tickInVain(before: next) }
            now = max(now, next)
            var events = launcher.takeEnded(at: now)
            while let stop = stops.first, stop <= now {
                stops.removeFirst()
                events.append(.stop(reason: "stopped at \(stop)"))
            }
            events.shuffle(using: &dice)
            if events.isEmpty { events = [.tick] }
            // Some come one by one, others gather while a transaction is being written. Of a failure that stops the run and
            // a stop that gather, no one outside could tell which came first.
            let isMixed = (world.failureMode != .finish || hasResources) && !world.stops.isEmpty
            while !events.isEmpty {
                let count = isMixed ? 1 : dice.roll(1...events.count)
                try handle(Array(events.prefix(count)))
                events.removeFirst(count)
            }
        }
        try checkEnd()
    }

    /// Whether it is a stop or the end of the last user that ends a creation, no one outside could tell either.
    private var hasResources: Bool { world.plan.stepCount > 0 }

    private mutating func handle(_ events: [Event]) throws {
        tell { events.map { "\($0)" } }
        let before = world.plan.items.indices.map(engine.state)
        referee.hear(events, at: now)
        for event in events { caretaker.hear(event, of: world.plan) }
        let effects = granting.handle(events, at: now)
        if case .tick? = events.first {
            let after = world.plan.items.indices.map(engine.state)
            // Nothing else is seen of a look that has to wait for its slot.
            let isProgress = !effects.isEmpty || before != after || referee.someoneWantsSlot(at: now)
            try require(isProgress, "nothing comes of a tick that was asked for")
        }
        try take(effects)
    }

    /// Nothing comes of a tick that nobody has asked for.
    private mutating func tickInVain(before next: Int64) throws {
        now = Int64(dice.roll(Int(now)...Int(next) - 1))
        let effects = granting.handle([.tick], at: now)
        try require(effects.isEmpty, "a tick before its time has effects: \(effects)")
        try take([])
    }

    private mutating func take(_ effects: [Step]) throws {
        steps += 1
        tell { effects.map { "    \($0)" } }
        for effect in effects { try referee.check(effect, at: now) }
        try pass()
        caretaker.record(effects, of: world.plan)
        for case .effect(let effect) in effects {
            try pass()
            try caretaker.carryOut(effect, of: world.plan)
            launcher.carryOut(effect, at: now)
        }
        try caretaker.check()
        try referee.checkRest(engine, at: now)
    }

    /// Lets one of the moments go by in which the driver may be killed.
    private mutating func pass() throws {
        guard let left = moments else { return }
        if left == 0 { throw Killed() }
        moments = left - 1
    }

    private func checkEnd() throws {
        try caretaker.checkEnd(engine)
        let oracle = Oracle(world: world, attempts: referee.attempts)
        let isForetold = world.isUndisturbed && oracle.isCertain
        let fates = isForetold ? oracle.fates : []
        for (index, item) in world.plan.items.enumerated() {
            let (state, count) = (engine.state(of: index), referee.attempts[index].count)
            if isForetold {
                let (expected, expectedCount) = fates[index]
                // Of what nobody needs and nothing lets be created, either may be seen first.
                let isMoot =
                    item.resource?.kind == .create && count == 0 && [.skipped, .upstreamFailed].contains(state)
                try require(
                    state == expected || isMoot && expected != .succeeded,
                    "\(item.name) ended \(state.rawValue), not \(expected.rawValue)")
                try require(count == expectedCount, "\(item.name) had \(count) attempts, not \(expectedCount)")
            } else {
                try require(
                    oracle.canBe(state, index, in: referee.states),
                    "\(item.name) cannot have ended \(state.rawValue)"
                )
            }
        }
    }

    // MARK: Telling

    private mutating func tellPlan() {
        let (world, items) = (world, world.plan.items)
        tell {
            let pools = world.limits.pools.sorted { $0.key < $1.key }.map { "\($0.key) of \($0.value)" }
            return [
                "\(world.limits.jobs) jobs, pools \(pools), stops at \(world.stops); at a failure: \(world.failureMode)"
            ]
                + items.enumerated().map { index, item in
                    let kind = item.isGroup ? "group" : item.rule.rawValue
                    return "\(index) = \(item.name), \(item.decision), \(kind) of \(item.upstream)"
                }
        }
    }

    private mutating func tell(_ lines: () -> [String]) {
        if tells { trace += lines().map { "\(now): \($0)" } }
    }
}
