import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// What becomes of a task by its rule, once two tasks that it waits for have come to an end, in either order.
@Suite struct TriggerRuleTests {
    /// How a task that is waited for comes to its end.
    enum End: CaseIterable {
        case success, failure, skip
    }

    private static let table: [(rule: TriggerRule, both: [[End]: TaskState])] = [
        (
            .allSucceeded,
            [
                [.success, .success]: .succeeded, [.success, .failure]: .upstreamFailed, [.success, .skip]: .skipped,
                [.failure, .failure]: .upstreamFailed, [.failure, .skip]: .upstreamFailed, [.skip, .skip]: .skipped,
            ]
        ),
        (
            .noneFailed,
            [
                [.success, .success]: .succeeded, [.success, .failure]: .upstreamFailed, [.success, .skip]: .succeeded,
                [.failure, .failure]: .upstreamFailed, [.failure, .skip]: .upstreamFailed, [.skip, .skip]: .succeeded,
            ]
        ),
        (
            .oneSucceeded,
            [
                [.success, .success]: .succeeded, [.success, .failure]: .succeeded, [.success, .skip]: .succeeded,
                [.failure, .failure]: .upstreamFailed, [.failure, .skip]: .upstreamFailed, [.skip, .skip]: .skipped,
            ]
        ),
        (
            .oneFailed,
            [
                [.success, .success]: .skipped, [.success, .failure]: .succeeded, [.success, .skip]: .skipped,
                [.failure, .failure]: .succeeded, [.failure, .skip]: .succeeded, [.skip, .skip]: .skipped,
            ]
        ),
        (
            .allDone,
            [
                [.success, .success]: .succeeded, [.success, .failure]: .succeeded, [.success, .skip]: .succeeded,
                [.failure, .failure]: .succeeded, [.failure, .skip]: .succeeded, [.skip, .skip]: .succeeded,
            ]
        ),
        (
            .always,
            [
                [.success, .success]: .succeeded, [.success, .failure]: .succeeded, [.success, .skip]: .succeeded,
                [.failure, .failure]: .succeeded, [.failure, .skip]: .succeeded, [.skip, .skip]: .succeeded,
            ]
        ),
    ]

    @Test(arguments: TriggerRule.allCases) func theTableHolds(rule: TriggerRule) throws {
        let row = try #require(Self.table.first { $0.rule == rule })
        for first in End.allCases {
            for second in End.allCases {
                let expected = try #require(row.both[[first, second]] ?? row.both[[second, first]])
                #expect(try Self.fate(rule, first, then: second) == expected, "\(rule): \(first), then \(second)")
            }
        }
    }

    /// What becomes of a task with the rule that waits for two.
    private static func fate(_ rule: TriggerRule, _ first: End, then second: End) throws -> TaskState {
        var story = try Story {
            let ends = [("first", first), ("second", second)].map { name, end in
                let cause = Task("\(name)_cause", work)
                return Task(name, work, depList: [cause], when: end == .skip ? .oneFailed : .allSucceeded)
            }
            Task("judged", NoOp(), depList: ends, when: rule)
        }
        _ = story.begin()
        for (name, end) in [("first", first), ("second", second)] {
            _ = story.end("\(name)_cause")
            if end != .skip { _ = story.end(name, .exited(end == .success ? 0 : 1)) }
        }
        #expect(story.isFinished)
        return story.state("judged")
    }

    /// A skip alone does not decide: what becomes of a task must not depend on who is quicker.
    @Test func aFailureAfterASkipIsAFailure() throws {
        var story = try Story {
            let cause = Task("cause", work)
            let skipped = Task("skipped", work, depList: [cause], when: .oneFailed)
            let slow = Task("slow", work)
            Task("judged", work, depList: [skipped, slow])
        }
        _ = story.begin()
        #expect(story.end("cause").last == "skipped skipped, nothing that it waits for failed")
        #expect(story.state("judged") == .waiting)
        #expect(story.end("slow", .exited(1)).last == "judged upstream_failed, p.slow failed")
    }

    @Test func aFailureDecidesAtOnce() throws {
        var story = try Story {
            let bad = Task("bad", work)
            let slow = Task("slow", work)
            Task("all", work, depList: [bad, slow])
            Task("none", work, depList: [bad, slow], when: .noneFailed)
            Task("one", work, depList: [bad, slow], when: .oneFailed)
        }
        _ = story.begin()
        #expect(
            story.end("bad", .exited(1)).dropFirst(2) == [
                "all upstream_failed, p.bad failed", "none upstream_failed, p.bad failed",
                "claim one 1", "execute one 1",
            ]
        )
    }

    @Test func aSuccessIsEnoughForOneSucceeded() throws {
        var story = try Story {
            let quick = Task("quick", work)
            let slow = Task("slow", work)
            Task("one", work, depList: [quick, slow], when: .oneSucceeded)
        }
        _ = story.begin()
        #expect(story.end("quick").last == "execute one 1")
        // It is not judged again.
        #expect(story.end("one").last == "one succeeded")
        #expect(story.end("slow", .exited(1)) == ["close slow 1: failed, exit 1", "slow failed, exit 1"])
        #expect(story.isFinished)
    }

    /// What it waits for comes to a bad end while it rests between two attempts.
    @Test func aRetryIsNotJudgedAgain() throws {
        var story = try Story {
            let quick = Task("quick", work)
            let slow = Task("slow", work)
            Task(
                "one", work, depList: [quick, slow], retries: .upTo(1, backoff: .fixed(.seconds(1))),
                when: .oneSucceeded)
        }
        _ = story.begin()
        _ = story.end("quick")
        _ = story.end("one", .exited(1))
        _ = story.end("slow", .exited(1))
        #expect(story.wait(until: 1_000) == ["claim one 2", "execute one 2"])
    }

    @Test func alwaysWaitsForNothing() throws {
        var story = try Story {
            let slow = Task("slow", work)
            Task("free", work, depList: [slow], when: .always)
        }
        #expect(story.begin() == ["claim slow 1", "execute slow 1", "claim free 1", "execute free 1"])
    }

    @Test func oneWhoseUpstreamWasLeftOutStarts() throws {
        for rule in TriggerRule.allCases {
            var story = try Story { Task("alone", NoOp(), when: rule) }
            #expect(story.begin() == ["alone succeeded"])
        }
    }

    @Test func aFailureIsHandedDownWithItsCause() throws {
        var story = try Story {
            let bad = Task("bad", work)
            let next = Task("next", work, depList: [bad])
            Task("last", work, depList: [next])
        }
        _ = story.begin()
        #expect(
            story.end("bad", .exited(1)).dropFirst(2) == [
                "next upstream_failed, p.bad failed",
                "last upstream_failed, p.next was not started",
            ]
        )
    }

    /// Both fail in one step: the sentence names the one that failed first.
    @Test func theFirstThatFailedIsTheCause() throws {
        var story = try Story {
            let loads = (0..<3).map { Task("load_\($0)", work) }
            Task("swap", work, depList: loads)
        }
        _ = story.begin()
        let events = [2, 0].map { Event.ended(item: story.place(of: "load_\($0)"), .exited(1)) }
        #expect(story.happen(events).contains("swap upstream_failed, p.load_2 failed"))
    }
}
