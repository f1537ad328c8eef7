import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// Attempts of which nobody knows how they ended.
@Suite struct LostTests {
    private let gone = AttemptEnd.lost("its keeper was ended by signal 9")

    @Test func whatWasLostIsTriedAgainAtOnceAndUsesUpNoRetry() throws {
        var story = try Story { Task("load", work, retries: .upTo(1, backoff: .fixed(.seconds(10)))) }
        _ = story.begin()
        #expect(
            story.end("load", gone) == [
                "close load 1: lost, its keeper was ended by signal 9",
                "load waiting, lost, its keeper was ended by signal 9; tried again",
                "claim load 2", "execute load 2",
            ]
        )
        #expect(story.end("load", .exited(1)).last == "load waiting, exit 1; retry 1 of 1 in 10 s")
        _ = story.wait(until: 10_000)
        #expect(story.end("load", .exited(1)).last == "load failed, exit 1")
    }

    @Test func theThirdLossInARowIsTheLast() throws {
        var story = try Story {
            let load = Task("load", work, retries: .upTo(5))
            Task("swap", work, depList: [load])
        }
        _ = story.begin()
        for _ in 0..<2 { #expect(story.end("load", gone).last?.hasPrefix("execute load") == true) }
        #expect(
            story.end("load", gone) == [
                "close load 3: lost, its keeper was ended by signal 9",
                "load failed, lost 3 times in a row (its keeper was ended by signal 9): it may take its keeper down with it",
                "swap upstream_failed, p.load failed",
            ]
        )
        #expect(story.isFinished)
    }

    @Test func anyOtherEndInterruptsTheRow() throws {
        var story = try Story { Task("load", work, retries: .upTo(1)) }
        _ = story.begin()
        for end in [gone, gone, .exited(1), gone, gone] { _ = story.end("load", end) }
        #expect(story.state("load") == .running)
        #expect(story.end("load", .exited(0)).last == "load succeeded")
    }

    /// Two were lost in earlier runs.
    @Test func theRowGoesOnOverRuns() throws {
        let graph = try Planned([Pipeline("p") { Task("load", work) }]).graph
        let record = TaskRecord(task: "p.load", ds: day, state: .lost, attempts: 2, lostInARow: 2)
        var engine = Engine(try Planned(graph, records: ["p.load": record]).plan, limits: Limits(jobs: 1))
        #expect(engine.start(at: 0) == [.claim(item: 0, isNewAttempt: true)])
        #expect(
            engine.handle([.claimed(item: 0, .granted(number: 3))], at: 0) == [.execute(item: 0, number: 3)])
        let sentence = "lost 3 times in a row (gone): it may take its keeper down with it"
        #expect(
            engine.handle([.ended(item: 0, .lost("gone"))], at: 0).last
                == .change(item: 0, .failed, reason: sentence))
    }

    /// Neither a timeout nor a stop is known to be over where nobody saw it end.
    @Test func whoWasAskedToEndCanBeLostToo() throws {
        var story = try Story {
            Task("slow", work, timeout: .seconds(1))
            Task("other", work)
        }
        _ = story.begin()
        #expect(story.wait(until: 1_000) == ["end slow"])
        #expect(story.end("slow", gone).suffix(2) == ["claim slow 2", "execute slow 2"])
        _ = story.stop("interrupted")
        #expect(story.end("slow", gone).last == "slow lost, its keeper was ended by signal 9")
        #expect(story.end("other", .endedOnRequest).last == "other cancelled, interrupted")
        #expect(story.isFinished)
    }

    @Test func aLookCanBeLost() throws {
        var story = try Story { Task("wait", WaitUntil(Command("there"), every: .seconds(1))) }
        _ = story.begin()
        #expect(story.answer("wait", .lost("gone")).suffix(2) == ["claim wait 2", "look wait 2"])
        _ = story.answer("wait", .lost("gone"))
        #expect(
            story.answer("wait", .lost("gone")).last?.hasPrefix("wait failed, lost 3 times in a row (gone)") == true)
    }

    @Test(
        arguments: [
            (.exited(3), .init(state: .failed, exitCode: 3, cause: .exit, reason: "exit 3")),
            (.signalled(11), .init(state: .failed, signal: 11, cause: .signal, reason: "signal 11")),
            (
                .outOfMemory,
                .init(
                    state: .failed, signal: 9, cause: .outOfMemory, reason: "killed by the system for want of memory")
            ),
            (.impossible("no program"), .init(state: .failed, cause: .start, reason: "no program")),
            (.lost("gone"), .init(state: .lost, cause: .lost, reason: "gone")),
            (.endedOnRequest, .init(state: .cancelled, reason: "ended by what keeps it")),
            (.exited(0), .init(state: .succeeded, exitCode: 0)),
        ] as [(AttemptEnd, AttemptOutcome)])
    func everyEndHasItsCause(end: AttemptEnd, outcome: AttemptOutcome) throws {
        var engine = try Self.started(Task("load", work))
        #expect(engine.handle([.ended(item: 0, end)], at: 0).first?.effect == .close(item: 0, number: 1, outcome))
    }

    @Test func theCauseOfATimeoutIsTheTimeout() throws {
        var engine = try Self.started(Task("load", work, timeout: .seconds(1)))
        _ = engine.handle([.tick], at: 1_000)
        let outcome = AttemptOutcome(state: .failed, signal: 9, cause: .timeout, reason: "timed out after 1 s")
        #expect(
            engine.handle([.ended(item: 0, .signalled(9))], at: 1_100).first?.effect
                == .close(item: 0, number: 1, outcome))
    }

    /// What a probe's process did is on record as that of any other.
    @Test func aQuestionThatFailsHasACause() throws {
        let probe = WaitUntil(Command("there"), every: .seconds(1))
        var engine = try Self.started(Task("wait", probe, retries: .upTo(1)))
        let first = engine.handle([.answered(item: 0, .failed("no answer", end: .exited(2)))], at: 0)
        #expect(
            first.first?.effect
                == .close(
                    item: 0, number: 1,
                    AttemptOutcome(state: .failed, exitCode: 2, cause: .exit, reason: "no answer")))
        let second = engine.handle([.answered(item: 0, .failed("no such program"))], at: 0)
        #expect(
            second.first?.effect
                == .close(item: 0, number: 2, AttemptOutcome(state: .failed, cause: .start, reason: "no such program")))
    }

    /// The engine of one task, whose first attempt has begun.
    private static func started(_ task: @escaping @autoclosure () -> Dataswarm.Task) throws -> GrantingEngine {
        let plan = try Planned([Pipeline("p") { task() }]).plan
        var engine = GrantingEngine(Engine(plan, limits: Limits(jobs: 1)))
        _ = engine.start(at: 0)
        return engine
    }
}
