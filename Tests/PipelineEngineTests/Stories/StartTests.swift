import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// What starts when, and in which order.
@Suite struct StartTests {
    @Test func anEmptyPlanIsOverAtOnce() throws {
        var story = try Story {}
        #expect(story.isFinished)
        #expect(story.begin().isEmpty)
        #expect(story.nextWake == nil)
    }

    @Test func oneTaskAfterTheOther() throws {
        var story = try Story {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
        }
        #expect(story.begin() == ["claim find 1", "execute find 1"])
        #expect(
            story.end("find") == [
                "close find 1: succeeded", "find succeeded", "claim dump 1", "execute dump 1",
            ]
        )
        #expect(!story.isFinished)
        #expect(story.end("dump") == ["close dump 1: succeeded", "dump succeeded"])
        #expect(story.isFinished)
    }

    @Test func whatIsDoneIsPassedOver() throws {
        var story = try Story(done: ["find"]) {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
        }
        #expect(story.begin() == ["claim dump 1", "execute dump 1"])
    }

    @Test func whereAllIsDoneNothingIsSaid() throws {
        var story = try Story(done: ["find", "dump"]) {
            let find = Task("find", work)
            let dumps = Group("dumps") { Task("dump", work, depList: [find]) }
            [dumps]
        }
        #expect(story.begin().isEmpty)
        #expect(story.isFinished)
        #expect(story.states == ["find": .succeeded, "dumps": .succeeded, "dump": .succeeded])
    }

    /// Others may have made attempts meanwhile: the number is the store's.
    @Test func anAttemptHasTheNumberThatItIsGranted() throws {
        var engine = Engine(try Planned([Pipeline("p") { Task("find", work) }]).plan, limits: Limits(jobs: 1))
        #expect(engine.start(at: 0) == [.claim(item: 0, isNewAttempt: true)])
        #expect(
            engine.handle([.claimed(item: 0, .granted(number: 5))], at: 0) == [.execute(item: 0, number: 5)])
        #expect(
            engine.handle([.ended(item: 0, .exited(0))], at: 0).first
                == .close(item: 0, number: 5, AttemptOutcome(state: .succeeded, exitCode: 0)))
    }

    @Test func whatIsHeldIsNotStartedAndSaysWhy() throws {
        let graph = try Planned([
            Pipeline("p") {
                let load = Task("load", work, depList: [.previous])
                Task("swap", work, depList: [load])
            }
        ]).graph
        let plan = try Planned(graph, records: [:], previousState: { $0 == "p.load" ? .failed : .succeeded }).plan
        var engine = Engine(plan, limits: Limits(jobs: 1))
        let hold = Hold.previous(.failed, ds: "2016-04-25")
        #expect(
            engine.start(at: 0) == [
                .change(item: 0, .upstreamFailed, reason: hold.description),
                .change(
                    item: 1,
                    .upstreamFailed,
                    reason: "p.load was not started"
                ),
            ]
        )
        #expect(engine.isFinished)
    }

    /// A rule that has passed a task over says the same again, and what waits for the task hears it.
    @Test func whatWasSkippedBeforeIsSkippedAgain() throws {
        let graph = try Planned([
            Pipeline("p") {
                let load = Task("load", work)
                let repair = Task("repair", work, depList: [load], when: .oneFailed)
                Task("report", work, depList: [repair])
            }
        ]).graph
        let first = try Planned(graph, records: [:]).plan
        let records = [
            "p.load": first.items[0].success(),
            "p.repair": TaskRecord(task: "p.repair", ds: day, state: .skipped),
        ]
        var engine = Engine(try Planned(graph, records: records).plan, limits: Limits(jobs: 1))
        #expect(engine.start(at: 0) == [.change(item: 2, .skipped, reason: "p.repair was skipped")])
        #expect(engine.isFinished)
    }

    @Test func doingNothingNeedsNoAttempt() throws {
        var story = try Story(jobs: 1) {
            let busy = Task("busy", work, priority: 1)
            let begin = Task("begin", NoOp())
            let both = Task("both", NoOp(), depList: [begin])
            Task("last", NoOp(), depList: [both, busy])
        }
        #expect(story.begin() == ["begin succeeded", "both succeeded", "claim busy 1", "execute busy 1"])
        #expect(story.end("busy") == ["close busy 1: succeeded", "busy succeeded", "last succeeded"])
        #expect(story.isFinished)
    }

    /// Recursion would overflow the stack.
    @Test func aLongChainOfNothingEndsAtOnce() throws {
        let count = 5_000
        var story = try Story {
            (1..<count).reduce(into: [Task("t0", NoOp())]) { $0.append(Task("t\($1)", NoOp(), depList: [$0[$1 - 1]])) }
        }
        #expect(story.begin().count == count)
        #expect(story.isFinished)
    }

    @Test func theLongestWayStartsFirst() throws {
        var story = try Story(jobs: 1) {
            Task("short", work)
            let long = Task("long", work)
            let longer = Task("longer", work, depList: [long])
            Task("longest", work, depList: [longer])
        }
        #expect(story.begin() == ["claim long 1", "execute long 1"])
        #expect(story.end("long").suffix(1) == ["execute longer 1"])
        // Both stand before an end now: the order of the pipeline decides.
        #expect(story.end("longer").suffix(1) == ["execute short 1"])
        #expect(story.end("short").suffix(1) == ["execute longest 1"])
    }

    @Test func priorityComesBeforeTheLongestWay() throws {
        var story = try Story(jobs: 1) {
            let long = Task("long", work)
            Task("longer", work, depList: [long])
            Task("urgent", work, priority: 1)
            Task("idle", work, priority: -1)
        }
        var order = story.begin().suffix(1)
        for task in ["urgent", "long", "longer"] { order += story.end(task).suffix(1) }
        #expect(order == ["execute urgent 1", "execute long 1", "execute longer 1", "execute idle 1"])
    }

    @Test func noMoreThanJobsAreUnderWay() throws {
        var story = try Story(jobs: 2) { (0..<4).map { Task("t\($0)", work) } }
        #expect(story.begin().filter { $0.hasPrefix("execute") } == ["execute t0 1", "execute t1 1"])
        #expect(story.end("t1").suffix(1) == ["execute t2 1"])
        #expect(story.end("t0").suffix(1) == ["execute t3 1"])
        #expect(story.end("t2") == ["close t2 1: succeeded", "t2 succeeded"])
    }

    /// One transaction takes note of both ends, and what starts then is chosen among all that have become ready.
    @Test func endsThatComeTogetherAreAnsweredTogether() throws {
        var story = try Story(jobs: 1) {
            let begin = Task("begin", work)
            Task("usual", work, depList: [begin])
            Task("urgent", work, depList: [begin], priority: 1)
        }
        #expect(story.begin().suffix(1) == ["execute begin 1"])
        #expect(
            story.happen([.ended(item: story.place(of: "begin"), .exited(0)), .tick])
                == ["close begin 1: succeeded", "begin succeeded", "claim urgent 1", "execute urgent 1"]
        )
    }
}
