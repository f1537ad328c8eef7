import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// A group is the point at which all its tasks have ended.
@Suite struct GroupTests {
    @Test func aGroupIsWaitedForAsAWhole() throws {
        var story = try Story {
            let wait = Task("wait", work)
            let loads = Group("loads", depList: [wait]) { (0..<2).map { Task("load_\($0)", work) } }
            Task("swap", work, depList: [loads])
        }
        #expect(story.begin() == ["claim wait 1", "execute wait 1"])
        #expect(story.end("wait").filter { $0.hasPrefix("execute") } == ["execute load_0 1", "execute load_1 1"])
        #expect(story.end("load_1") == ["close load_1 1: succeeded", "load_1 succeeded"])
        #expect(story.state("loads") == .waiting)
        // The group has no effect of its own.
        #expect(
            story.end("load_0") == [
                "close load_0 1: succeeded", "load_0 succeeded", "claim swap 1", "execute swap 1",
            ]
        )
        #expect(story.state("loads") == .succeeded)
    }

    @Test func aFailureInAGroupDecidesAtOnceForWhatGoesByIt() throws {
        var story = try Story {
            let loads = Group("loads") { (0..<2).map { Task("load_\($0)", work) } }
            Task("swap", work, depList: [loads])
            Task("report", work, depList: [loads], when: .allDone)
        }
        _ = story.begin()
        #expect(story.end("load_0", .exited(1)).dropFirst(2) == ["swap upstream_failed, p.load_0 failed"])
        #expect(story.state("loads") == .waiting)
        #expect(story.end("load_1").dropFirst(2) == ["claim report 1", "execute report 1"])
        #expect(story.state("loads") == .failed)
    }

    @Test func aGroupOfNothingButSkipsIsSkipped() throws {
        var story = try Story {
            let cause = Task("cause", work)
            let repairs = Group("repairs", depList: [cause]) {
                Defaults(when: .oneFailed)
                (0..<2).map { Task("repair_\($0)", work) }
            }
            Task("after", work, depList: [repairs])
            Task("anyway", NoOp(), depList: [repairs], when: .noneFailed)
        }
        _ = story.begin()
        #expect(
            story.end("cause").dropFirst(2) == [
                "repair_0 skipped, nothing that it waits for failed",
                "repair_1 skipped, nothing that it waits for failed",
                "after skipped, p.repair_0 was skipped", "anyway succeeded",
            ]
        )
        #expect(story.state("repairs") == .skipped)
    }

    @Test func whatWaitsForAGroupWithASkipWaitsForTheSkip() throws {
        var story = try Story {
            let cause = Task("cause", work)
            let mixed = Group("mixed", depList: [cause]) {
                Task("repair", work, when: .oneFailed)
                Task("load", work)
            }
            for rule in [TriggerRule.allSucceeded, .noneFailed, .oneSucceeded, .allDone, .oneFailed, .always] {
                Task(rule.rawValue, work, depList: [mixed], when: rule)
            }
        }
        #expect(
            story.play() == [
                "cause": .succeeded, "repair": .skipped, "load": .succeeded, "mixed": .succeeded,
                "all_succeeded": .skipped, "none_failed": .succeeded, "one_succeeded": .succeeded,
                "all_done": .succeeded, "one_failed": .skipped, "always": .succeeded,
            ]
        )
    }

    @Test(arguments: ["load", "cause"]) func alarmsRingForMembersThatFailedOrCouldNotStart(culprit: String) throws {
        var story = try Story {
            let cause = Task("cause", work)
            let loads = Group("loads") { Task("load", work, depList: [cause]) }
            Task("alarm", work, depList: [loads], when: .oneFailed)
        }
        let states = story.play(failing: [culprit])
        #expect(states["load"] == (culprit == "load" ? .failed : .upstreamFailed))
        #expect(states["loads"] == .failed)
        #expect(states["alarm"] == .succeeded)
    }

    @Test func aGroupInAGroupCounts() throws {
        var story = try Story {
            let outer = Group("outer") {
                Task("one", work)
                Group("inner") { Task("two", work) }
            }
            Task("after", work, depList: [outer])
        }
        let states = story.play(failing: ["two"])
        #expect(states["inner"] == .failed)
        #expect(states["outer"] == .failed)
        #expect(states["after"] == .upstreamFailed)
    }
}
