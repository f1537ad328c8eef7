import Dataswarm
import PipelineGraph
import Testing

@testable import PipelineEngine

@Suite struct SlotTableTests {
    @Test func theFirstInOrderComesFirst() {
        var slots = Self.table(jobs: 2, uses: [[], [], []], enqueued: [2, 0, 1])
        #expect(Self.take(&slots) == [0, 1])
        slots.release(0)
        #expect(Self.take(&slots) == [2])
    }

    @Test func thereIsAlwaysOneJob() {
        var slots = Self.table(jobs: 0, uses: [[]])
        #expect(Self.take(&slots) == [0])
    }

    @Test func slotsOfALimitAreCounted() {
        var slots = Self.table(limits: [3], uses: [[Self.use(0, 2)], [Self.use(0, 2)], [Self.use(0)]])
        // One slot is free, and belongs to the one that waits for two.
        #expect(Self.take(&slots) == [0])
        #expect(slots.inUse(of: 0) == 2)
        slots.release(0)
        #expect(Self.take(&slots) == [1, 2])
        #expect(slots.inUse(of: 0) == 3)
    }

    // MARK: Several limits

    @Test func anItemNeedsRoomInAllItsLimits() {
        let both = [Self.use(0), Self.use(1)]
        var slots = Self.table(limits: [1, 2], uses: [both, both, [Self.use(1)]])
        // The second finds the first limit full, and holds no slot of the other while it waits.
        #expect(Self.take(&slots) == [0, 2])
        slots.release(2)
        #expect(Self.take(&slots) == [])
        slots.release(0)
        #expect(Self.take(&slots) == [1])
        slots.release(1)
        #expect((0..<2).map { slots.inUse(of: $0) } == [0, 0])
    }

    /// Whenever one limit has room for it, the other has none: it could go to and fro between them for ever, while those
    /// that need only one pass by.
    @Test func whoWaitsForTwoLimitsInTurnIsNotPassedByForEver() {
        let count = 20
        let both = [Self.use(0), Self.use(1)]
        let odd = (0..<count).map { $0 % 2 }
        var slots = Self.table(limits: [1, 1], uses: [both] + odd.map { [Self.use($0)] }, enqueued: [1, 2])
        #expect(Self.take(&slots) == [1, 2])
        for place in [0] + Array(3...count) { slots.enqueue(Self.order(place)) }
        #expect(Self.take(&slots) == [])
        slots.release(1)
        #expect(Self.take(&slots) == [])
        slots.release(2)
        #expect(Self.take(&slots) == [0])
    }

    /// A limit that an item has not found full is not kept for it.
    @Test func aFullLimitHoldsUpNobodyOfAnother() {
        var slots = Self.table(
            limits: [1, 1], uses: [[Self.use(0)], [Self.use(0), Self.use(1)], [Self.use(1)], [Self.use(1)]])
        #expect(Self.take(&slots) == [0, 2])
        slots.release(2)
        #expect(Self.take(&slots) == [3])
    }

    // MARK: Leaving the line

    @Test func whoHasLeftTheLineIsNotGivenASlotAndHoldsUpNobody() {
        var slots = Self.table(
            limits: [1, 1],
            uses: [[Self.use(0)], [Self.use(1)], [Self.use(0), Self.use(1)], [Self.use(1)], [Self.use(0)]])
        #expect(Self.take(&slots) == [0, 1])
        slots.release(1)
        // Called where there is room, it has found the other limit full, and keeps the room.
        #expect(Self.take(&slots) == [])
        slots.withdraw(2)
        #expect(Self.take(&slots) == [3])
        slots.release(0)
        #expect(Self.take(&slots) == [4])
    }

    @Test func whoComesBackStandsInLineOnce() {
        var slots = Self.table(limits: [1], uses: [[Self.use(0)], [Self.use(0)], [Self.use(0)]])
        #expect(Self.take(&slots) == [0])
        // The last of the queue leaves and comes back; the first leaves for good.
        slots.withdraw(2)
        slots.enqueue(Self.order(2))
        slots.withdraw(1)
        slots.release(0)
        #expect(Self.take(&slots) == [2])
        slots.release(2)
        #expect(Self.take(&slots) == [])
        #expect(slots.inUse(of: 0) == 0)
    }

    // MARK: Many

    /// An item of a limit ends 2,000 times: were all who wait looked at each time, it would be two million looks.
    @Test func whoWaitsForALimitIsNotLookedAtEachTime() {
        let count = 2_000
        let uses = [[Self.use(0), Self.use(1)], [Self.use(1)]]
        var slots = Self.table(jobs: 4, limits: [1, 3], uses: (0..<count).map { uses[$0 % 2] })
        var running = Self.take(&slots)
        var done = 0
        while let next = running.popLast() {
            done += 1
            slots.release(next)
            running += Self.take(&slots)
        }
        #expect(done == count)
        #expect(slots.looks < 6 * count)
    }

    /// All that get a slot now.
    private static func take(_ slots: inout SlotTable) -> [Int] {
        var taken: [Int] = []
        while let place = slots.next() { taken.append(place) }
        return taken
    }

    private static func table(
        jobs: Int = 9, limits: [Int] = [], uses: [[SlotUse]], enqueued: [Int]? = nil
    ) -> SlotTable {
        var table = SlotTable(jobs: jobs, limits: limits, uses: uses)
        for place in enqueued ?? Array(uses.indices) { table.enqueue(order(place)) }
        return table
    }

    private static func order(_ place: Int) -> StartOrder { StartOrder(priority: 0, height: 1, place: place) }

    private static func use(_ limit: Int, _ slots: Int = 1) -> SlotUse { SlotUse(limit: limit, slots: slots) }
}
