import Dataswarm
import Testing

@Suite struct PoolUseTests {
    private func use(_ pool: PoolUse?) -> [PoolSlots]? { Task("t", NoOp(), pool: pool).settings.pool?.pools }

    @Test func nothingSaid() {
        #expect(use(nil) == nil)
    }

    @Test func onePool() {
        #expect(use("hive") == [PoolSlots("hive", slots: 1)])
        #expect(use(PoolUse("hive", slots: 2)) == [PoolSlots("hive", slots: 2)])
    }

    @Test func severalPools() {
        #expect(use(["source", "warehouse"]) == [PoolSlots("source"), PoolSlots("warehouse")])
        #expect(use([PoolUse("a", slots: 2), "b"]) == [PoolSlots("a", slots: 2), PoolSlots("b")])
    }

    @Test func noPoolIsSaidByAnEmptyList() {
        #expect(use([]) == [])
    }

    /// What a function is given may be one pool or many.
    @Test func listsOfListsAreOneList() {
        func alongside(_ pool: PoolUse) -> PoolUse { [pool, "disk"] }
        #expect(alongside("a") == ["a", "disk"])
        #expect(alongside(["a", "b"]) == ["a", "b", "disk"])
    }

    @Test func aHigherLayerReplacesTheWholeList() {
        let pipeline = Defaults(pool: ["source", "warehouse"]).settings
        #expect(pipeline.overridden(by: Settings()).pool == ["source", "warehouse"])
        #expect(pipeline.overridden(by: Settings(pool: "hive")).pool == "hive")
        #expect(pipeline.overridden(by: Settings(pool: [])).pool == [])
    }

    @Test func aResourceTakesThemToo() {
        let pipeline = Pipeline("p") {
            let db = Resource("db", create: NoOp(), destroy: NoOp(), pool: ["a", "b"])
            Task("t", NoOp(), uses: [db])
        }
        let json = String(decoding: Definitions(pipelines: [pipeline]).graphJSON, as: UTF8.self)
        let pools = #""pool":[{"name":"a","slots":1},{"name":"b","slots":1}]"#
        #expect(json.ranges(of: pools).count == 2)
    }
}
