import Dataswarm
import PipelineGraph
import Testing

@testable import PipelineEngine

@Suite struct PlanSlotsTests {
    @Test func aPoolWithoutALimitHasNone() throws {
        let planned = try Planned(
            [Pipeline("p") { for name in ["a", "b"] { Task(name, work, pool: PoolUse("hive", slots: 100)) } }],
            pools: [Pool("hive", slots: 100)])
        var slots = PlanSlots(jobs: 9, pools: [:])
        slots.extend(with: RunPlan(planned.plan), planned.plan.items.indices)
        for place in 0..<2 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(take(&slots) == [0, 1])
    }

    @Test func whoWantsMoreThanThereIsTakesAll() throws {
        let planned = try Planned(
            [
                Pipeline("p") {
                    Task("a", work, pool: "hive")
                    Task("b", work, pool: PoolUse("hive", slots: 5))
                    Task("c", work, pool: "hive")
                }
            ], pools: [Pool("hive", slots: 9)])
        var slots = PlanSlots(jobs: 9, pools: ["hive": 2])
        slots.extend(with: RunPlan(planned.plan), planned.plan.items.indices)
        for place in 0..<3 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(take(&slots) == [0])
        slots.release(0)
        #expect(take(&slots) == [1])
        #expect(slots.inUse(of: "hive") == 2)
        slots.release(1)
        #expect(take(&slots) == [2])
    }

    @Test func eachPoolOfAPlanIsCounted() throws {
        let pools = [Pool("a", slots: 3), Pool("b", slots: 2)]
        let planned = try Planned(
            [Pipeline("p") { Task("t", work, pool: [PoolUse("b", slots: 2), "a"]) }], pools: pools)
        #expect(planned.plan.items[0].pools == [PoolSlots("b", slots: 2), PoolSlots("a")])
        var slots = PlanSlots(jobs: 1, pools: ["a": 3, "b": 2])
        slots.extend(with: RunPlan(planned.plan), planned.plan.items.indices)
        slots.enqueue(StartOrder(priority: 0, height: 1, place: 0))
        #expect(take(&slots) == [0])
        #expect(["a", "b"].map { slots.inUse(of: $0) } == [1, 2])
        slots.release(0)
        #expect(["a", "b"].map { slots.inUse(of: $0) } == [0, 0])
    }

    @Test func aPoolThatIsBlockedKeepsBackThoseThatNeedItAlone() throws {
        let planned = try Planned(
            [
                Pipeline("p") {
                    Task("a", work, pool: "hive")
                    Task("b", work)
                }
            ], pools: [Pool("hive", slots: 1)])
        var slots = PlanSlots(jobs: 2, pools: ["hive": 1])
        slots.extend(with: RunPlan(planned.plan), planned.plan.items.indices)
        slots.block(pool: "hive")
        for place in 0..<2 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(take(&slots) == [1])
        slots.unblockPools()
        #expect(take(&slots) == [0])
    }

    /// What is added counts against the same limits by name.
    @Test func aPlanThatGrowsSharesItsLimits() throws {
        let pipeline = Pipeline("p", limit: 1) { Task("a", work) }
        var plan = RunPlan(try Planned([pipeline]).plan)
        var slots = PlanSlots(jobs: 9, pools: [:])
        slots.extend(with: plan, plan.items.indices)
        let places = plan.append(try Planned([pipeline]).plan)
        slots.extend(with: plan, places)
        for place in 0..<2 { slots.enqueue(StartOrder(priority: 0, height: 1, place: place)) }
        #expect(take(&slots) == [0])
        slots.release(0)
        #expect(take(&slots) == [1])
    }

    /// All that get a slot now.
    private func take(_ slots: inout PlanSlots) -> [Int] {
        var taken: [Int] = []
        while let place = slots.next() { taken.append(place) }
        return taken
    }
}
