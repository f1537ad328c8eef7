import Dataswarm
import StoreConformance

/// Writes random pipelines in the language: a task waits for tasks that stand before it.
struct PipelineAuthor {
    private var chance: SeededGenerator
    private let pools: [Pool]
    private let isSunny: Bool
    private let isCalm: Bool
    private var count = 0

    init(_ chance: SeededGenerator, pools: [Pool], isSunny: Bool, isCalm: Bool) {
        self.chance = chance
        self.pools = pools
        self.isSunny = isSunny
        self.isCalm = isCalm
    }

    mutating func pipeline(_ name: String) -> Pipeline {
        var nodes: [any PipelineMember] = []
        var resources: [Resource] = []
        if chance.happens(30) { resources = (0..<chance.roll(1...2)).map { _ in resource() } }
        for _ in 0..<chance.roll(1...5) {
            nodes.append(task(after: nodes, resources))
            if chance.happens(10) {
                let members = [task(after: nodes, resources), task(after: nodes, resources)]
                count += 1
                nodes.append(Group("g\(count)", limit: chance.happens(50) ? 1 : nil) { members })
            }
        }
        return Pipeline(
            name, limit: chance.happens(10) ? 1 : nil, parallel: chance.happens(20) ? chance.roll(1...2) : nil
        ) { nodes }
    }

    private mutating func task(after nodes: [any PipelineMember], _ resources: [Resource]) -> any PipelineMember {
        count += 1
        let dependencies = nodes.isEmpty ? [] : (0..<chance.roll(0...2)).map { _ in chance.pick(nodes) }
        let uses = !resources.isEmpty && chance.happens(50) ? [chance.pick(resources)] : []
        return Task(
            "t\(count)", operation(), depList: dependencies, uses: uses,
            retries: chance.happens(40)
                ? .upTo(chance.roll(1...2), backoff: .fixed(.milliseconds(chance.roll(0...30)))) : nil,
            timeout: !isSunny && chance.happens(20) ? .milliseconds(chance.roll(1...60)) : nil,
            pool: pool(60), when: !isSunny && chance.happens(30) ? chance.pick(TriggerRule.allCases) : nil)
    }

    private mutating func resource() -> Resource {
        count += 1
        return Resource(
            "r\(count)", create: Shell("create"), destroy: Shell("destroy"),
            retries: .upTo(chance.roll(0...2)), pool: pool(20))
    }

    private mutating func operation() -> any Operator {
        switch chance.roll(1...10) {
        case 1: NoOp()
        case 2...3: WaitForFile("flag", every: .milliseconds(chance.roll(10...40)))
        default: Shell("work")
        }
    }

    /// One pool mostly, or some of all, or none.
    private mutating func pool(_ percent: Int) -> PoolUse? {
        guard !pools.isEmpty, chance.happens(percent) else { return nil }
        let chosen = chance.happens(60) ? [chance.pick(pools)] : pools
        return PoolUse(chosen.map { PoolSlots($0.name, slots: chance.roll(1...$0.slots)) })
    }
}
