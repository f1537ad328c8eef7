import Dataswarm
import PipelineEngine
import PipelineGraph
import Testing

/// Pools: limits that tasks share.
@Suite struct PoolTests {
    @Test func aFullPoolHoldsUpNobodyElse() throws {
        var story = try Story(pools: [Pool("hive", slots: 1)]) {
            Task("query", work, pool: "hive")
            Task("report", work, pool: "hive")
            Task("copy", work)
        }
        #expect(
            story.begin() == ["claim query 1", "execute query 1", "claim copy 1", "execute copy 1"]
        )
        #expect(story.end("copy") == ["close copy 1: succeeded", "copy succeeded"])
        #expect(story.end("query").suffix(2) == ["claim report 1", "execute report 1"])
    }

    @Test func aTaskTakesAsManySlotsAsItSays() throws {
        var story = try Story(pools: [Pool("hive", slots: 3)]) {
            Task("large", work, pool: PoolUse("hive", slots: 2))
            Task("small", work, pool: "hive")
            Task("smaller", work, pool: "hive")
        }
        #expect(story.begin().filter { $0.hasPrefix("execute") } == ["execute large 1", "execute small 1"])
        #expect(story.end("small").suffix(1) == ["execute smaller 1"])
    }

    /// Small tasks could go past a large one for ever.
    @Test func aLargeTaskIsNotOvertakenInItsPool() throws {
        var story = try Story(pools: [Pool("hive", slots: 2)]) {
            Task("first", work, pool: "hive")
            Task("large", work, pool: PoolUse("hive", slots: 2))
            (0..<3).map { Task("small_\($0)", work, pool: "hive") }
        }
        #expect(story.begin() == ["claim first 1", "execute first 1"])
        #expect(story.end("first").suffix(1) == ["execute large 1"])
        #expect(story.end("large").suffix(3) == ["execute small_0 1", "claim small_1 1", "execute small_1 1"])
    }

    @Test func aHigherPriorityGoesFirstInAPool() throws {
        var story = try Story(pools: [Pool("hive", slots: 2)]) {
            let begin = Task("begin", work, pool: "hive")
            Task("large", work, pool: PoolUse("hive", slots: 2))
            Task("urgent", work, depList: [begin], pool: "hive", priority: 1)
        }
        #expect(story.begin() == ["claim begin 1", "execute begin 1"])
        #expect(story.end("begin").suffix(1) == ["execute urgent 1"])
        #expect(story.end("urgent").suffix(1) == ["execute large 1"])
    }

    /// The second finds one of its pools full, and keeps no slot of the other from the third.
    @Test func slotsOfSeveralPoolsAreTakenAllOrNone() throws {
        var story = try Story(pools: [Pool("source", slots: 1), Pool("warehouse", slots: 2)]) {
            Task("first", work, pool: "source")
            Task("both", work, pool: ["source", PoolUse("warehouse", slots: 2)])
            Task("third", work, pool: "warehouse")
        }
        #expect(story.begin().filter { $0.hasPrefix("execute") } == ["execute first 1", "execute third 1"])
        #expect(!story.end("first").contains("execute both 1"))
        #expect(story.end("third").suffix(1) == ["execute both 1"])
    }

    @Test func aTaskOfNoPoolWaitsForNone() throws {
        var story = try Story(pools: [Pool("hive", slots: 1)]) {
            Defaults(pool: "hive")
            Task("query", work)
            Task("copy", work, pool: [])
        }
        #expect(story.begin().filter { $0.hasPrefix("execute") } == ["execute query 1", "execute copy 1"])
    }

    @Test func aRetryStandsInLineAgain() throws {
        var story = try Story(pools: [Pool("hive", slots: 1)]) {
            Task("flaky", work, retries: .upTo(1), pool: "hive")
            Task("other", work, pool: "hive", priority: 1)
        }
        #expect(story.begin() == ["claim other 1", "execute other 1"])
        #expect(story.end("other").suffix(1) == ["execute flaky 1"])
        #expect(
            story.end("flaky", .exited(1)) == [
                "close flaky 1: failed, exit 1", "flaky waiting, exit 1; retry 1 of 1", "claim flaky 2",
                "execute flaky 2",
            ]
        )
    }
}
