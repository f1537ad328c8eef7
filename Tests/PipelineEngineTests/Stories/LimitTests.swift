import Dataswarm
import PipelineEngine
import PipelineGraph
import Testing

/// Limits of groups and pipelines.
@Suite struct LimitTests {
    @Test func soManyOfAGroupRunAtATime() throws {
        var story = try Story {
            Group("loads", limit: 2) { (0..<4).map { Task("load_\($0)", work) } }
            Task("other", work)
        }
        #expect(
            story.begin().filter { $0.hasPrefix("execute") } == [
                "execute load_0 1", "execute load_1 1", "execute other 1",
            ])
        #expect(story.end("other").count == 2)
        #expect(story.end("load_1").suffix(1) == ["execute load_2 1"])
        #expect(story.end("load_0").suffix(1) == ["execute load_3 1"])
    }

    @Test func groupsInAGroupCountAgainstBoth() throws {
        var story = try Story {
            Group("outer", limit: 3) {
                Group("inner", limit: 2) { (0..<3).map { Task("in_\($0)", work) } }
                (0..<3).map { Task("out_\($0)", work) }
            }
        }
        #expect(
            story.begin().filter { $0.hasPrefix("execute") } == [
                "execute in_0 1", "execute in_1 1", "execute out_0 1",
            ])
        // There is room in the outer one, and none in the inner.
        #expect(story.end("out_0").suffix(1) == ["execute out_1 1"])
        // The third of the inner one comes first of all who wait for the outer.
        #expect(story.end("in_0").suffix(1) == ["execute in_2 1"])
    }

    @Test func aPipelineAndAPoolCountTogether() throws {
        var story = try Story(pools: [Pool("hive", slots: 1)], limit: 2) {
            Task("query", work, pool: "hive")
            Task("report", work, pool: "hive")
            Task("copy", work)
            Task("late", work)
        }
        #expect(story.begin().filter { $0.hasPrefix("execute") } == ["execute query 1", "execute copy 1"])
        #expect(story.end("query").suffix(1) == ["execute report 1"])
        #expect(story.end("copy").suffix(1) == ["execute late 1"])
    }

    @Test func aProbeHoldsNoSlotBetweenLooks() throws {
        var story = try Story {
            Group("waits", limit: 1) {
                Task("flag", WaitForFile("flag", every: .seconds(1)))
                Task("load", work)
            }
        }
        #expect(story.begin() == ["claim flag 1", "look flag 1"])
        #expect(story.answer("flag", .notYet) == ["claim load 1", "execute load 1"])
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.end("load").suffix(1) == ["look flag 1"])
    }

    @Test func aProbeThatTimesOutInLineGivesUpItsPlace() throws {
        var story = try Story {
            Group("waits", limit: 1) {
                Task("flag", WaitForFile("flag", every: .seconds(1)), timeout: .seconds(2), priority: 1)
                Task("load", work)
                Task("next", work)
            }
        }
        _ = story.begin()
        #expect(story.answer("flag", .notYet).last == "execute load 1")
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.wait(until: 2_000).last == "flag failed, timed out after 2 s")
        #expect(story.end("load").suffix(1) == ["execute next 1"])
        #expect(story.end("next").last == "next succeeded")
        #expect(story.isFinished)
    }

    @Test func aRetryStandsInLineAgain() throws {
        var story = try Story {
            Group("loads", limit: 1) {
                Task("flaky", work, retries: .upTo(1, backoff: .fixed(.seconds(1))))
                Task("other", work)
            }
        }
        _ = story.begin()
        #expect(story.end("flaky", .exited(1)).suffix(1) == ["execute other 1"])
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.end("other").suffix(1) == ["execute flaky 2"])
    }
}
