import Dataswarm
import PipelineGraph
import Testing

@testable import PipelineEngine

@Suite struct SlotTableTests {
    @Test func theFirstInOrderComesFirst() {
        var slots = SlotTable(Limits(jobs: 2))
        for place in [2, 0, 1] { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(Self.take(&slots, [:]) == [0, 1])
        slots.release(nil, poolOf: { _ in nil })
        #expect(Self.take(&slots, [:]) == [2])
    }

    @Test func thereIsAlwaysOneJob() {
        var slots = SlotTable(Limits(jobs: 0))
        slots.enqueue(StartOrder(priority: 0, height: 1, place: 0))
        #expect(Self.take(&slots, [:]) == [0])
    }

    @Test func slotsOfAPoolAreCounted() {
        var slots = SlotTable(Limits(jobs: 9, pools: ["hive": 3]))
        let pools = [0: PoolUse("hive", slots: 2), 1: PoolUse("hive", slots: 2), 2: PoolUse("hive")]
        for place in 0..<3 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        // One slot is free, and belongs to the one that waits for two.
        #expect(Self.take(&slots, pools) == [0])
        #expect(slots.inUse(of: "hive") == 2)
        slots.release(pools[0], poolOf: { pools[$0] })
        #expect(Self.take(&slots, pools) == [1, 2])
        #expect(slots.inUse(of: "hive") == 3)
    }

    @Test func aPoolWithoutALimitHasNone() {
        var slots = SlotTable(Limits(jobs: 9))
        let pools = [0: PoolUse("hive", slots: 100), 1: PoolUse("hive", slots: 100)]
        for place in 0..<2 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(Self.take(&slots, pools) == [0, 1])
    }

    @Test func whoWantsMoreThanThereIsTakesAll() {
        var slots = SlotTable(Limits(jobs: 9, pools: ["hive": 2]))
        let pools = [0: PoolUse("hive"), 1: PoolUse("hive", slots: 5), 2: PoolUse("hive")]
        for place in 0..<3 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(Self.take(&slots, pools) == [0])
        slots.release(pools[0], poolOf: { pools[$0] })
        #expect(Self.take(&slots, pools) == [1])
        #expect(slots.inUse(of: "hive") == 2)
        slots.release(pools[1], poolOf: { pools[$0] })
        #expect(Self.take(&slots, pools) == [2])
    }

    /// A task of a pool ends 2,000 times: were all who wait looked at each time, it would be two million looks.
    @Test func whoWaitsForAPoolIsNotLookedAtEachTime() {
        let count = 2_000
        var slots = SlotTable(Limits(jobs: 4, pools: ["hive": 1]))
        var looks = 0
        for place in 0..<count { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        let poolOf = { (_: Int) -> PoolUse? in
            looks += 1
            return "hive"
        }
        for place in 0..<count {
            #expect(slots.next(poolOf: poolOf) == place)
            #expect(slots.next(poolOf: poolOf) == nil)
            slots.release("hive", poolOf: poolOf)
        }
        #expect(looks < 10 * count)
    }

    /// All that get a slot now.
    private static func take(_ slots: inout SlotTable, _ pools: [Int: PoolUse]) -> [Int] {
        var taken: [Int] = []
        while let place = slots.next(poolOf: { pools[$0] }) { taken.append(place) }
        return taken
    }
}
