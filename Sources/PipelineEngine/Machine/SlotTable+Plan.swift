import Dataswarm
import PipelineGraph

extension SlotTable {
    /// The table of a plan: a limit for each pool that has one, after those of the plan's pipelines and groups.
    init(_ plan: Plan, _ limits: Limits) {
        let names = limits.pools.keys.sorted()
        let slots = plan.limits.map(\.slots) + names.map { limits.pools[$0] ?? 1 }
        let places = Dictionary(
            zip(names, plan.limits.count..<slots.count), uniquingKeysWith: { first, _ in first })
        var last: (pools: [PoolSlots], limits: [Int], uses: [SlotUse]) = ([], [], [])
        let uses = plan.items.indices.map { item -> [SlotUse] in
            // Neighbours mostly count against the same, and share one list.
            let (pools, limits) = (plan.items[item].pools, plan.items[item].limits)
            if pools == last.pools, limits == last.limits { return last.uses }
            var uses = limits.map { SlotUse(limit: $0, slots: 1) }
            for pool in pools {
                guard let place = places[pool.name] else { continue }
                // A task that wants more slots than there are takes all of them, rather than wait for ever.
                uses.append(SlotUse(limit: place, slots: min(pool.slots, slots[place])))
            }
            last = (pools, limits, uses)
            return uses
        }
        self.init(jobs: limits.jobs, limits: slots, uses: uses)
    }
}
