import Dataswarm
import PipelineEngine
import PipelineGraph
import Testing

@Suite struct ProbeTests {
    private let flag = WaitForFile("flag", every: .seconds(10))

    @Test func aProbeLooksUntilItFinds() throws {
        var story = try Story { Task("wait", flag) }
        #expect(story.begin() == ["claim wait 1", "look wait 1"])
        #expect(story.answer("wait", .notYet, at: 5).isEmpty)
        #expect(story.nextWake == 10_005)
        #expect(story.wait(until: 10_004).isEmpty)
        #expect(story.wait(until: 10_005) == ["look wait 1"])
        #expect(story.answer("wait", .yes, at: 10_006) == ["close wait 1: succeeded", "wait succeeded"])
        #expect(story.isFinished)
    }

    @Test func betweenLooksItHoldsNoSlot() throws {
        var story = try Story(jobs: 1, pools: [Pool("hive", slots: 1)]) {
            Task("wait", flag, pool: "hive", priority: 1)
            Task("load", work, pool: "hive")
        }
        #expect(story.begin() == ["claim wait 1", "look wait 1"])
        #expect(story.answer("wait", .notYet) == ["claim load 1", "execute load 1"])
        // The next look is due, and has to wait for the slot.
        #expect(story.wait(until: 10_000).isEmpty)
        #expect(story.end("load", at: 12_000) == ["close load 1: succeeded", "load succeeded", "look wait 1"])
        #expect(story.answer("wait", .notYet, at: 12_000).isEmpty)
        #expect(story.nextWake == 22_000)
    }

    @Test func aQuestionThatFailsIsRepeatedAsAnAttempt() throws {
        var story = try Story { Task("wait", flag, retries: .upTo(1, backoff: .fixed(.seconds(1)))) }
        _ = story.begin()
        #expect(
            story.answer("wait", .failed("permission denied")) == [
                "close wait 1: failed, permission denied", "wait waiting, permission denied; retry 1 of 1 in 1 s",
            ]
        )
        #expect(story.wait(until: 1_000) == ["claim wait 2", "look wait 2"])
        #expect(story.answer("wait", .failed("permission denied")).last == "wait failed, permission denied")
    }

    @Test func aTimeoutBetweenLooksNeedsNobodyToEnd() throws {
        var story = try Story { Task("wait", flag, timeout: .seconds(15)) }
        _ = story.begin()
        _ = story.answer("wait", .notYet)
        _ = story.wait(until: 10_000)
        _ = story.answer("wait", .notYet)
        #expect(story.nextWake == 15_000)
        #expect(
            story.wait(until: 15_000) == [
                "close wait 1: failed, timed out after 15 s", "wait failed, timed out after 15 s",
            ]
        )
        #expect(story.isFinished)
    }

    @Test func aTimeoutDuringALookEndsTheLook() throws {
        var story = try Story { Task("wait", flag, timeout: .seconds(5)) }
        _ = story.begin()
        #expect(story.wait(until: 5_000) == ["end wait"])
        #expect(story.answer("wait", .notYet, at: 5_100).last == "wait failed, timed out after 5 s")
    }

    @Test func aYesCountsThoughItWasAskedToEnd() throws {
        var story = try Story { Task("wait", flag, timeout: .seconds(5)) }
        _ = story.begin()
        _ = story.wait(until: 5_000)
        #expect(story.answer("wait", .yes, at: 5_100).last == "wait succeeded")
    }

    /// The look of an attempt that has timed out stands in the queue still when the next attempt comes: it must not be
    /// taken for a second look of that one.
    @Test func aLookThatNeverGotItsSlotIsForgotten() throws {
        var story = try Story(jobs: 1) {
            Task("wait", flag, retries: .upTo(1), timeout: .seconds(15))
            Task("slow", work)
        }
        _ = story.begin()
        #expect(story.answer("wait", .notYet) == ["claim slow 1", "execute slow 1"])
        #expect(story.wait(until: 10_000).isEmpty)
        #expect(
            story.wait(until: 15_000) == [
                "close wait 1: failed, timed out after 15 s", "wait waiting, timed out after 15 s; retry 1 of 1",
            ]
        )
        #expect(story.end("slow", at: 16_000).suffix(2) == ["claim wait 2", "look wait 2"])
        #expect(story.answer("wait", .notYet, at: 17_000).isEmpty)
        #expect(story.nextWake == 27_000)
        #expect(story.wait(until: 27_000) == ["look wait 2"])
        #expect(story.answer("wait", .notYet, at: 28_000).isEmpty)
        #expect(story.nextWake == 31_000)
    }
}
