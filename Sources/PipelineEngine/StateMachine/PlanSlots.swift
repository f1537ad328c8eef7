import Dataswarm
import PipelineGraph

/// The slots of a run: a ``SlotTable`` that knows pools, pipelines and groups by their names, and grows with the plan.
struct PlanSlots {
    private var table: SlotTable
    /// The pools that have a limit, by their places in the table.
    private var pools: [String: Int] = [:]
    /// Where the limits of the plan's pipelines and groups stand in the table.
    private var places: [Int] = []

    init(jobs: Int, pools: [String: Int]) {
        table = SlotTable(jobs: jobs)
        for (name, slots) in pools.sorted(by: { $0.key < $1.key }) { self.pools[name] = table.addLimit(max(slots, 1)) }
    }

    /// Takes up items of a plan, which come behind those that there are.
    mutating func extend(with plan: RunPlan, _ items: Range<Int>) {
        for limit in plan.limits[places.count...] { places.append(table.addLimit(limit.slots)) }
        var last: (pools: [PoolSlots], limits: [Int], uses: [SlotUse]) = ([], [], [])
        table.add(
            items.map { item -> [SlotUse] in
                // Neighbours mostly count against the same, and share one list.
                let (pools, limits) = (plan.items[item].pools, plan.items[item].limits)
                if pools == last.pools, limits == last.limits { return last.uses }
                var uses = limits.map { SlotUse(limit: places[$0], slots: 1) }
                for pool in pools {
                    guard let place = self.pools[pool.name] else { continue }
                    // A task that wants more slots than there are takes all of them, rather than wait for ever.
                    uses.append(SlotUse(limit: place, slots: min(pool.slots, table.limits[place])))
                }
                last = (pools, limits, uses)
                return uses
            })
    }

    /// Whether nothing holds a slot.
    var isIdle: Bool { table.isIdle }

    /// Lets go of all items before a place.
    mutating func forget(before place: Int) { table.forget(before: place) }

    mutating func enqueue(_ order: StartOrder) { table.enqueue(order) }
    mutating func withdraw(_ item: Int) { table.withdraw(item) }
    mutating func next() -> Int? { table.next() }
    mutating func release(_ item: Int) { table.release(item) }
    mutating func occupy(_ item: Int) { table.occupy(item) }

    /// How many slots of a pool are in use; `nil` where it has no limit.
    func inUse(of pool: String) -> Int? { pools[pool].map { table.inUse(of: $0) } }

    /// Keeps back all that need a pool: other runs have what there is of it.
    mutating func block(pool: String) { if let place = pools[pool] { table.block(place) } }

    mutating func unblockPools() { for place in pools.values.sorted() { table.unblock(place) } }
}
