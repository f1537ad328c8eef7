import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

@Suite struct TimeoutTests {
    @Test func whatRunsTooLongIsAskedToEnd() throws {
        var story = try Story { Task("load", work, timeout: .minutes(10)) }
        _ = story.begin()
        #expect(story.nextWake == 600_000)
        #expect(story.wait(until: 599_999).isEmpty)
        #expect(story.wait(until: 600_000) == ["end load"])
        // It is not said to have timed out before it is gone, however long that takes.
        #expect(story.nextWake == nil)
        #expect(story.wait(until: 700_000).isEmpty)
        #expect(story.state("load") == .running)
        #expect(
            story.end("load", .endedOnRequest) == [
                "close load 1: failed, timed out after 10 min", "load failed, timed out after 10 min",
            ]
        )
    }

    @Test func whoEndsInTimeIsNotAsked() throws {
        var story = try Story(jobs: 1) {
            Task("load", work, timeout: .seconds(1), priority: 1)
            Task("other", work)
        }
        _ = story.begin()
        _ = story.end("load", at: 999)
        #expect(story.nextWake == nil)
        #expect(story.wait(until: 1_000).isEmpty)
    }

    @Test func anEndThatHasHappenedComesBeforeATimeoutThatIsDue() throws {
        var story = try Story {
            Task("load", work, timeout: .seconds(1))
            Task("other", work, timeout: .seconds(1))
        }
        _ = story.begin()
        let events: [Event] = ["load", "other"].map { .ended(item: story.place(of: $0), .exited(1)) }
        #expect(
            story.happen(events, at: 1_500) == [
                "close load 1: failed, exit 1", "load failed, exit 1",
                "close other 1: failed, exit 1", "other failed, exit 1",
            ]
        )
    }

    /// It was asked to end and had done its work already: what is published is not to be done again.
    @Test func aSuccessThatCameFirstCounts() throws {
        var story = try Story { Task("load", work, retries: .upTo(1), timeout: .seconds(1)) }
        _ = story.begin()
        #expect(story.wait(until: 1_000) == ["end load"])
        #expect(story.end("load", .exited(0)) == ["close load 1: succeeded", "load succeeded"])
    }

    @Test(arguments: [AttemptEnd.exited(143), .signalled(15), .impossible("cannot publish"), .endedOnRequest])
    func anyOtherEndIsTheTimeouts(end: AttemptEnd) throws {
        var story = try Story { Task("load", work, timeout: .seconds(1)) }
        _ = story.begin()
        _ = story.wait(until: 1_000)
        #expect(story.end("load", end).last == "load failed, timed out after 1 s")
    }

    @Test func eachAttemptHasItsOwnTimeout() throws {
        var story = try Story {
            Task("load", work, retries: .upTo(2, backoff: .fixed(.milliseconds(300))), timeout: .seconds(1))
        }
        _ = story.begin()
        _ = story.end("load", .exited(1), at: 500)
        #expect(story.nextWake == 800)
        #expect(story.wait(until: 800) == ["claim load 2", "execute load 2"])
        // Not at 1000, when the first attempt would have timed out.
        #expect(story.nextWake == 1_800)
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.wait(until: 1_800) == ["end load"])
        #expect(
            story.end("load", .endedOnRequest, at: 2_000) == [
                "close load 2: failed, timed out after 1 s",
                "load waiting, timed out after 1 s; retry 2 of 2 in 300 ms",
            ]
        )
        #expect(story.wait(until: 2_300) == ["claim load 3", "execute load 3"])
        #expect(story.nextWake == 3_300)
    }

    @Test func waitingForASlotIsNoPartOfIt() throws {
        var story = try Story(jobs: 1) {
            Task("busy", work, priority: 1)
            Task("load", work, timeout: .seconds(1))
        }
        _ = story.begin()
        #expect(story.nextWake == nil)
        _ = story.end("busy", at: 5_000)
        #expect(story.nextWake == 6_000)
    }
}
