import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// Stopping a run, on request and at a failure.
@Suite struct StopTests {
    @Test func whatWaitsIsCancelledAndWhatRunsIsAskedToEnd() throws {
        var story = try Story(jobs: 1) {
            let load = Task("load", work, priority: 1)
            Task("swap", work, depList: [load])
            Task("other", work)
        }
        _ = story.begin()
        #expect(
            Set(story.stop("interrupted")) == [
                "swap cancelled, interrupted", "other cancelled, interrupted", "end load",
            ]
        )
        #expect(!story.isFinished)
        #expect(
            story.end("load", .endedOnRequest) == [
                "close load 1: cancelled, interrupted", "load cancelled, interrupted",
            ]
        )
        #expect(story.isFinished)
    }

    @Test func aSuccessThatCameFirstCounts() throws {
        var story = try Story {
            let load = Task("load", work)
            Task("swap", work, depList: [load], when: .always)
            Task("report", work, depList: [load])
        }
        _ = story.begin()
        _ = story.stop("interrupted")
        #expect(story.end("load", .exited(0)) == ["close load 1: succeeded", "load succeeded"])
        #expect(story.state("report") == .cancelled)
    }

    @Test(arguments: [AttemptEnd.exited(1), .signalled(15), .impossible("cannot publish")])
    func anyOtherEndIsTheStops(end: AttemptEnd) throws {
        var story = try Story { Task("load", work, retries: .upTo(3)) }
        _ = story.begin()
        _ = story.stop("interrupted")
        #expect(story.end("load", end).last == "load cancelled, interrupted")
    }

    @Test func aSecondStopChangesNothing() throws {
        var story = try Story {
            let load = Task("load", work)
            Task("swap", work, depList: [load])
        }
        _ = story.begin()
        _ = story.stop("interrupted")
        #expect(story.stop("asked to end by signal 15").isEmpty)
        #expect(story.end("load", .endedOnRequest).last == "load cancelled, interrupted")
    }

    @Test func aRetryIsNotWaitedFor() throws {
        var story = try Story { Task("load", work, retries: .upTo(3, backoff: .fixed(.hours(1)))) }
        _ = story.begin()
        _ = story.end("load", .exited(1))
        #expect(story.stop("interrupted") == ["load cancelled, interrupted"])
        #expect(story.isFinished)
        #expect(story.nextWake == nil)
    }

    @Test func aProbeBetweenLooksEndsAtOnceAndOneThatLooksIsAsked() throws {
        var story = try Story {
            Task("rests", WaitForFile("flag"))
            Task("looks", WaitForFile("flag"))
        }
        _ = story.begin()
        _ = story.answer("rests", .notYet)
        #expect(
            story.stop("interrupted") == [
                "close rests 1: cancelled, interrupted", "rests cancelled, interrupted", "end looks",
            ]
        )
        #expect(story.answer("looks", .notYet).last == "looks cancelled, interrupted")
    }

    /// It had failed its time limit before anybody wanted to stop.
    @Test func whatHasTimedOutBeforeHasFailed() throws {
        var story = try Story { Task("load", work, retries: .upTo(3), timeout: .seconds(1)) }
        _ = story.begin()
        #expect(story.wait(until: 1_000) == ["end load"])
        #expect(story.stop("interrupted").isEmpty)
        #expect(
            story.end("load", .endedOnRequest) == [
                "close load 1: failed, timed out after 1 s", "load failed, timed out after 1 s",
            ]
        )
    }

    @Test func whatIsStoppedDoesNotTimeOut() throws {
        var story = try Story { Task("load", work, timeout: .seconds(1)) }
        _ = story.begin()
        #expect(story.stop("interrupted") == ["end load"])
        #expect(story.nextWake == nil)
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.end("load", .endedOnRequest).last == "load cancelled, interrupted")
    }

    /// As signals come: before anything has begun, or with the end of what would have led on.
    @Test func aStopThatComesWithAnEndStartsNothing() throws {
        var story = try Story {
            let load = Task("load", work)
            Task("swap", work, depList: [load])
        }
        _ = story.begin()
        let load = story.place(of: "load")
        #expect(
            story.happen([.ended(item: load, .exited(0)), .stop(reason: "interrupted")]) == [
                "close load 1: succeeded", "load succeeded", "swap cancelled, interrupted",
            ]
        )
        #expect(story.isFinished)
    }

    @Test func groupsOfWhatIsCancelledHaveFailed() throws {
        var story = try Story(jobs: 1) {
            let loads = Group("loads") { (0..<3).map { Task("load_\($0)", work) } }
            Task("swap", work, depList: [loads])
        }
        _ = story.begin()
        _ = story.stop("interrupted")
        _ = story.end("load_0", .exited(0))
        #expect(story.isFinished)
        #expect(story.state("loads") == .failed)
        #expect(story.state("swap") == .cancelled)
    }

    // MARK: At the first failure

    @Test func theFirstFailureKeepsTheRestFromBeginning() throws {
        var story = try Story(jobs: 2, failureMode: .stop) {
            let bad = Task("bad", work, priority: 1)
            Task("after", work, depList: [bad])
            Task("good", work, priority: 1)
            Task("other", work)
        }
        _ = story.begin()
        #expect(
            story.end("bad", .exited(1)) == [
                "close bad 1: failed, exit 1", "bad failed, exit 1",
                "after upstream_failed, p.bad failed", "other cancelled, p.bad failed",
            ]
        )
        // What runs may go on.
        #expect(story.end("good") == ["close good 1: succeeded", "good succeeded"])
        #expect(story.isFinished)
    }

    @Test func aFailureThatIsRepeatedIsNone() throws {
        var story = try Story(failureMode: .stop) {
            Task("flaky", work, retries: .upTo(1))
            Task("other", work)
        }
        _ = story.begin()
        #expect(story.end("flaky", .exited(1)).last == "execute flaky 2")
        #expect(story.end("flaky").last == "flaky succeeded")
        #expect(story.end("other").last == "other succeeded")
    }

    @Test func afterIsNothingRepeatedOrWaitedFor() throws {
        var story = try Story(failureMode: .stop) {
            Task("bad", work)
            Task("flaky", work, retries: .upTo(3))
            Task("rests", WaitForFile("flag"))
            Task("looks", WaitForFile("flag"))
            Task("looks_well", WaitForFile("flag"))
        }
        _ = story.begin()
        _ = story.answer("rests", .notYet)
        #expect(
            story.end("bad", .exited(1)).suffix(2) == [
                "close rests 1: cancelled, p.bad failed", "rests cancelled, p.bad failed",
            ]
        )
        #expect(story.end("flaky", .exited(1)).last == "flaky failed, exit 1")
        #expect(story.answer("looks", .notYet).last == "looks cancelled, p.bad failed")
        #expect(story.answer("looks_well", .yes).last == "looks_well succeeded")
        #expect(story.isFinished)
    }

    @Test func theFirstFailureMayEndWhatRuns() throws {
        var story = try Story(jobs: 3, failureMode: .cancel) {
            let bad = Task("bad", work, priority: 1)
            Task("after", work, depList: [bad])
            Task("good", work, retries: .upTo(3), priority: 1)
            Task("quick", work, priority: 1)
            Task("other", work)
        }
        _ = story.begin()
        #expect(
            story.end("bad", .exited(1)) == [
                "close bad 1: failed, exit 1", "bad failed, exit 1",
                "after upstream_failed, p.bad failed", "other cancelled, p.bad failed", "end good", "end quick",
            ]
        )
        #expect(story.end("good", .exited(1)).last == "good cancelled, p.bad failed")
        // One that is done before it hears of it is done.
        #expect(story.end("quick").last == "quick succeeded")
        #expect(story.isFinished)
    }

    @Test func aFailureThatIsRepeatedEndsNothing() throws {
        var story = try Story(failureMode: .cancel) {
            Task("flaky", work, retries: .upTo(1))
            Task("other", work)
        }
        _ = story.begin()
        #expect(story.end("flaky", .exited(1)).last == "execute flaky 2")
        #expect(story.end("flaky", .exited(1)).last == "end other")
    }

    /// A failure and what it ends may come together, in either order.
    @Test(arguments: [["bad", "good"], ["good", "bad"]])
    func aFailureThatComesWithAnotherEnd(order: [String]) throws {
        var story = try Story(failureMode: .cancel) {
            Task("bad", work)
            Task("good", work, retries: .upTo(1))
        }
        _ = story.begin()
        let ends = order.map { Event.ended(item: story.place(of: $0), .exited(1)) }
        _ = story.happen(ends)
        #expect(story.isFinished)
        #expect(story.state("bad") == .failed)
        #expect(story.state("good") == .cancelled)
    }
}
