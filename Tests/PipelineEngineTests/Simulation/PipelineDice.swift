import Dataswarm

/// Writes random pipelines in the language, as an author would: a node waits for nodes that stand before it.
struct PipelineDice {
    private var dice: Dice
    private let pools: [Pool]
    private var nodes: [any PipelineMember] = []
    private var count = 0
    /// How many resources there may be yet.
    private var resourcesLeft: Int
    private var resources: [Resource] = []

    init(_ dice: Dice, pools: [Pool], resources: Int = 0) {
        resourcesLeft = resources
        self.dice = dice
        self.pools = pools
    }

    mutating func pipeline(tasks: Int) -> Pipeline {
        Pipeline("p", limit: dice.happens(15) ? dice.roll(1...3) : nil) {
            members(tasks, depth: 0)
        }
    }

    private mutating func members(_ count: Int, depth: Int) -> [any PipelineMember] {
        var members: [any PipelineMember] = []
        var left = count
        while left > 0 {
            let size = left > 1 && depth < 2 && dice.happens(15) ? dice.roll(1...min(left, 4)) : 0
            let node = size > 0 ? group(size, depth: depth) : task()
            left -= max(size, 1)
            nodes.append(node)
            members.append(node)
        }
        return members
    }

    private mutating func group(_ size: Int, depth: Int) -> any PipelineMember {
        count += 1
        return Group(
            "g\(count)", depList: dependencies(), uses: uses(10), limit: dice.happens(50) ? dice.roll(1...3) : nil
        ) {
            members(size, depth: depth + 1)
        }
    }

    private mutating func task() -> any PipelineMember {
        count += 1
        return Task(
            "t\(count)",
            operation(),
            depList: dependencies(),
            uses: uses(50),
            retries: dice.happens(40) ? .upTo(dice.roll(0...3), backoff: backoff(), on: causes()) : nil,
            timeout: dice.happens(30) ? .milliseconds(dice.roll(1...60) * 2 + 1) : nil,
            skipOn: dice.happens(20) ? dice.pick([1, [2, 3], []]) : nil,
            pool: pools.isEmpty || dice.happens(40) ? nil : poolUse(),
            priority: dice.happens(30) ? dice.roll(-2...2) : nil,
            when: dice.happens(40) ? dice.pick(TriggerRule.allCases) : nil
        )
    }

    private mutating func operation() -> any Operator {
        switch dice.roll(1...10) {
        case 1: NoOp()
        case 2: WaitForFile("flag", every: .milliseconds(dice.roll(10...40)))
        case 3: WaitUntil(Command("there"), every: .milliseconds(dice.roll(10...40)))
        default: Shell("work")
        }
    }

    /// What a task or a group uses: seldom more than one, some of it made for it.
    private mutating func uses(_ percent: Int) -> [Resource] {
        if resourcesLeft > 0, dice.happens(60) { resources.append(resource()) }
        guard !resources.isEmpty, dice.happens(percent) else { return [] }
        return (0..<(dice.happens(20) ? 2 : 1)).map { _ in dice.pick(resources) }
    }

    private mutating func resource() -> Resource {
        resourcesLeft -= 1
        return Resource(
            "r\(resourcesLeft)",
            create: operation(),
            destroy: operation(),
            depList: dice.happens(30) ? others() : [],
            retries: dice.happens(40) ? .upTo(dice.roll(0...3), backoff: backoff()) : nil,
            timeout: dice.happens(30) ? .milliseconds(dice.roll(1...60) * 2 + 1) : nil,
            destroyRetries: dice.happens(40) ? .upTo(dice.roll(0...3)) : nil,
            pool: pools.isEmpty || dice.happens(70) ? nil : poolUse())
    }

    private mutating func dependencies() -> [Node] {
        let previous: [Node] = dice.happens(10) ? [.previous] : []
        return others() + previous
    }

    private mutating func others() -> [Node] {
        if nodes.isEmpty { return [] }
        return (0..<dice.roll(0...3)).map { _ in dice.pick(nodes) }
    }

    private mutating func backoff() -> Backoff {
        let pause = Duration.milliseconds(dice.roll(0...50))
        let jitter = dice.pick([0, 0.2, 1])
        return switch dice.roll(1...3) {
        case 1: .none
        case 2: .fixed(pause, jitter: jitter)
        default: .exponential(from: pause, factor: 3, cap: .milliseconds(120), jitter: jitter)
        }
    }

    private mutating func causes() -> Set<RetryCause> {
        if dice.happens(50) { return RetryCause.all }
        let all = RetryCause.all.sorted() + [.exitCode(1), .exitCode(2), .exitCode(143)]
        return Set((0..<dice.roll(1...4)).map { _ in dice.pick(all) })
    }

    /// One pool mostly, or some of all, or none.
    private mutating func poolUse() -> PoolUse {
        let chosen = dice.happens(60) ? [dice.pick(pools)] : pools.filter { _ in dice.happens(70) }
        return PoolUse(chosen.map { PoolSlots($0.name, slots: dice.roll(1...$0.slots)) })
    }
}
