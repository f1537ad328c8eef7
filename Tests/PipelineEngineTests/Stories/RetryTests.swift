import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

@Suite struct RetryTests {
    @Test func aFailureWithoutRetriesIsFinal() throws {
        var story = try Story { Task("load", work) }
        _ = story.begin()
        #expect(story.end("load", .exited(3)) == ["close load 1: failed, exit 3", "load failed, exit 3"])
        #expect(story.isFinished)
    }

    @Test func aRetryComesAfterItsPause() throws {
        var story = try Story { Task("load", work, retries: .upTo(1, backoff: .fixed(.seconds(10)))) }
        #expect(story.begin() == ["claim load 1", "execute load 1"])
        #expect(
            story.end("load", .signalled(9), at: 2_000) == [
                "close load 1: failed, signal 9", "load waiting, signal 9; retry 1 of 1 in 10 s",
            ]
        )
        #expect(story.nextWake == 12_000)
        #expect(story.wait(until: 11_999).isEmpty)
        #expect(story.wait(until: 12_000) == ["claim load 2", "execute load 2"])
        #expect(story.nextWake == nil)
        #expect(
            story.end("load", .impossible("no such program")) == [
                "close load 2: failed, no such program", "load failed, no such program",
            ]
        )
    }

    @Test(
        arguments: [
            (Backoff.none, [0, 0, 0, 0]),
            (.fixed(.milliseconds(250)), [250, 250, 250, 250]),
            (.exponential(from: .seconds(1)), [1_000, 2_000, 4_000, 8_000]),
            (.exponential(from: .seconds(1), factor: 3, cap: .seconds(5)), [1_000, 3_000, 5_000, 5_000]),
        ] as [(Backoff, [Int64])])
    func pausesAreTheBackoffs(backoff: Backoff, pauses: [Int64]) throws {
        #expect(try Self.pauses(backoff, seed: 0) == pauses)
    }

    @Test func jitterIsDrawnFromTheSeed() throws {
        let backoff = Backoff.fixed(.seconds(10), jitter: 0.2)
        let drawn = try (0..<50).map { try Self.pauses(backoff, seed: $0) }
        #expect(try Self.pauses(backoff, seed: 7) == drawn[7])
        #expect(Set(drawn).count == 50)
        let all = drawn.flatMap(\.self)
        #expect(all.allSatisfy { (8_000...12_000).contains($0) })
        // It is spread over all that is allowed.
        #expect(all.min()! < 8_200 && all.max()! > 11_800)
    }

    @Test func tasksDoNotDrawTheSame() throws {
        var story = try Story {
            let retries = Retries.upTo(1, backoff: .fixed(.seconds(10), jitter: 1))
            Task("one", work, retries: retries)
            Task("other", work, retries: retries)
        }
        _ = story.begin()
        _ = story.end("one", .exited(1))
        let wake = try #require(story.nextWake)
        #expect(story.wait(until: wake) == ["claim one 2", "execute one 2"])
        _ = story.end("other", .exited(1), at: 0)
        #expect(story.nextWake != wake)
    }

    /// What is repeated waits for a slot like everything else, and those that wait for it go on waiting.
    @Test func whileItWaitsOthersUseTheSlot() throws {
        var story = try Story(jobs: 1) {
            let load = Task("load", work, retries: .upTo(1, backoff: .fixed(.seconds(1))), priority: 1)
            Task("swap", work, depList: [load])
            Task("other", work)
        }
        _ = story.begin()
        #expect(story.end("load", .exited(1)).suffix(2) == ["claim other 1", "execute other 1"])
        #expect(story.wait(until: 1_000).isEmpty)
        #expect(story.state("load") == .ready)
        #expect(story.end("other").suffix(1) == ["execute load 2"])
        #expect(story.end("load").suffix(1) == ["execute swap 1"])
    }

    @Test func whatEndsWithoutBeingAskedIsNotRepeated() throws {
        var story = try Story { Task("load", work, retries: .upTo(3)) }
        _ = story.begin()
        #expect(
            story.end("load", .endedOnRequest) == [
                "close load 1: cancelled, ended by what keeps it", "load cancelled, ended by what keeps it",
            ]
        )
    }

    // MARK: By cause

    @Test(
        arguments: [
            (.exited(75), [.exitCode(75), .timeout], true), (.exited(2), [.exitCode(75), .timeout], false),
            (.exited(2), [.exit], true), (.exited(2), [.signal, .outOfMemory, .timeout, .start], false),
            (.signalled(9), [.signal], true), (.signalled(9), [.outOfMemory], false),
            (.outOfMemory, [.outOfMemory], true), (.outOfMemory, [.signal], false),
            (.impossible("no program"), [.start], true), (.impossible("no program"), [.exit], false),
        ] as [(AttemptEnd, Set<RetryCause>, Bool)])
    func onlyWhatIsListedIsRepeated(end: AttemptEnd, causes: Set<RetryCause>, isRepeated: Bool) throws {
        var story = try Story { Task("load", work, retries: .upTo(1, on: causes)) }
        _ = story.begin()
        #expect((story.end("load", end).last == "execute load 2") == isRepeated)
        #expect(story.state("load") == (isRepeated ? .running : .failed))
    }

    @Test func aFailureThatIsNotListedSaysSo() throws {
        var story = try Story { Task("load", work, retries: .upTo(3, on: [.timeout, .signal, .exitCode(75)])) }
        _ = story.begin()
        let sentence = "failed, exit 2; not retried: its retries are for timeout, signal or exit 75 alone"
        #expect(story.end("load", .exited(2)) == ["close load 1: failed, exit 2", "load \(sentence)"])
    }

    /// Where none is left, there is nothing more to say.
    @Test func aFailureAfterTheLastRetryNeedsNoReason() throws {
        var story = try Story { Task("load", work, retries: .upTo(1, on: [.signal])) }
        _ = story.begin()
        _ = story.end("load", .signalled(9))
        #expect(story.end("load", .exited(2)).last == "load failed, exit 2")
    }

    /// It exits because its time is up: that is no exit of its own.
    @Test(arguments: [(RetryCause.timeout, true), (.exit, false), (.exitCode(143), false)])
    func aTimeoutIsATimeoutHoweverTheProcessEnds(cause: RetryCause, isRepeated: Bool) throws {
        var story = try Story { Task("load", work, retries: .upTo(1, on: [cause]), timeout: .seconds(1)) }
        _ = story.begin()
        _ = story.wait(until: 1_000)
        #expect((story.end("load", .exited(143)).last == "execute load 2") == isRepeated)
    }

    @Test func lossesAreRepeatedWhateverIsListed() throws {
        var story = try Story { Task("load", work, retries: .upTo(1, on: [.timeout])) }
        _ = story.begin()
        #expect(story.end("load", .lost("gone")).last == "execute load 2")
    }

    @Test func aProbesQuestionFailsByItsProcess() throws {
        var story = try Story {
            Task("wait", WaitUntil(Command("there"), every: .seconds(1)), retries: .upTo(2, on: [.exitCode(2)]))
        }
        _ = story.begin()
        #expect(story.answer("wait", .failed("no answer", end: .exited(2))).last == "look wait 2")
        #expect(story.answer("wait", .failed("no answer", end: .signalled(9))).last?.hasPrefix("wait failed") == true)
    }

    /// The pauses before the four retries of a task that always fails.
    private static func pauses(_ backoff: Backoff, seed: UInt64) throws -> [Int64] {
        var story = try Story(seed: seed) { Task("load", work, retries: .upTo(4, backoff: backoff)) }
        _ = story.begin()
        return (1...4).map { _ in
            let effects = story.end("load", .exited(1))
            if effects.last?.hasPrefix("execute") == true { return 0 }
            let (began, wake) = (story.now, story.nextWake!)
            _ = story.wait(until: wake)
            return wake - began
        }
    }
}
