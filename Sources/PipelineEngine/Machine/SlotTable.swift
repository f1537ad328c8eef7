import Dataswarm
import PipelineGraph

/// The slots that are in use, and who waits for one.
///
/// Who waits for a full pool waits in that pool's own queue, so that 10,000 tasks of one pool are not looked at each time
/// a task of another ends. Within a pool nobody overtakes: a task that needs many slots is not starved by small ones.
struct SlotTable {
    private let limits: Limits
    private var jobsInUse = 0
    private var poolsInUse: [String: Int] = [:]
    private var ready = Heap<StartOrder>()
    private var queues: [String: Heap<StartOrder>] = [:]

    init(_ limits: Limits) { self.limits = limits }

    mutating func enqueue(_ order: StartOrder) { ready.insert(order) }

    /// The next item that there is a slot for, with the slot taken.
    mutating func next(poolOf: (Int) -> PoolUse?) -> Int? {
        guard jobsInUse < limits.jobs else { return nil }
        while let order = ready.popFirst() {
            guard let use = poolOf(order.place) else {
                jobsInUse += 1
                return order.place
            }
            let isFirst = queues[use.name].flatMap(\.first).map { order < $0 } ?? true
            if isFirst, fits(use) {
                jobsInUse += 1
                poolsInUse[use.name, default: 0] += wanted(use)
                return order.place
            }
            queues[use.name, default: Heap()].insert(order)
        }
        return nil
    }

    /// Gives a slot back.
    mutating func release(_ use: PoolUse?, poolOf: (Int) -> PoolUse?) {
        jobsInUse -= 1
        guard let use else { return }
        poolsInUse[use.name, default: 0] -= wanted(use)
        // Whoever waited for this pool may try again, as long as the slots that are free now would last.
        var free = slots(of: use.name) - inUse(of: use.name)
        while let order = queues[use.name]?.first, let next = poolOf(order.place), wanted(next) <= free {
            free -= wanted(next)
            _ = queues[use.name]?.popFirst()
            ready.insert(order)
        }
    }

    /// How many slots of a pool are in use.
    func inUse(of pool: String) -> Int { poolsInUse[pool] ?? 0 }

    private func fits(_ use: PoolUse) -> Bool { wanted(use) <= slots(of: use.name) - inUse(of: use.name) }

    /// A task that wants more slots than there are takes all of them, rather than wait for ever.
    private func wanted(_ use: PoolUse) -> Int { min(use.slots, slots(of: use.name)) }

    private func slots(of pool: String) -> Int { limits.pools[pool] ?? .max }
}
