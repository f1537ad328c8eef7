import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import Testing

/// What is said of a run when it has ended.
@Suite struct RunSummaryTests {
    @Test func aRunThatWasStoppedBeforeItsLastDsIsCancelled() {
        var summary = RunSummary()
        summary.counts = [.succeeded: 1]
        #expect(summary.state == .succeeded)
        summary.notBegun = ["2016-04-27"]
        #expect(!summary.isSuccess)
        #expect(summary.state == .cancelled)
    }

    @Test func aRunOfNothingSucceeds() async throws {
        let stage = try Stage {}
        let summary = try await stage.execute()
        #expect(summary.isSuccess)
        #expect(stage.runState == .succeeded)
    }

    @Test func everyTaskIsCountedOnce() async throws {
        let stage = try Stage {
            let good = Task("good", work)
            let bad = Task("bad", work, retries: .upTo(2))
            Task("next", work, depList: [bad])
            Task("repair", work, depList: [good], when: .oneFailed)
            Task("nothing", NoOp())
            Group("group") { Task("member", work) }
        }
        let summary = try await stage.execute(Self.failing(["p.bad"]), jobs: 2)
        #expect(
            summary.counts.filter { $0.value > 0 } == [.succeeded: 3, .failed: 1, .upstreamFailed: 1, .skipped: 1]
        )
        #expect(summary.skipped == 0)
        #expect(summary.stopReason == nil)
        #expect(stage.runState == .failed)
    }

    @Test func failuresStandInTheOrderOfThePlan() async throws {
        let stage = try Stage {
            Task("first", work, retries: .upTo(1))
            Task("second", work)
            Task("third", work)
        }
        let summary = try await stage.execute(Self.failing(["p.first", "p.third"]), jobs: 1)
        #expect(summary.failures.map(\.key.task) == ["p.first", "p.third"])
        // With the number of the last attempt, whose log tells more.
        #expect(summary.failures.map(\.number) == [2, 1])
        #expect(summary.failures.map(\.reason) == ["exit 1", "exit 1"])
    }

    @Test func durationsAreThoseOfTheLastAttempts() async throws {
        let stage = try Stage {
            Task("slow", work, retries: .upTo(1))
            Task("quick", work)
        }
        let launcher = ScriptedLauncher(work: { attempt in
            let isSlow = attempt.task == "p.slow"
            stage.clock.pass(isSlow ? .minutes(attempt.number) : .seconds(1))
            return isSlow && attempt.number == 1 ? .exited(1) : .exited(0)
        })
        let summary = try await stage.execute(launcher)
        #expect(summary.durations.map(\.key.task) == ["p.slow", "p.quick"])
        #expect(summary.durations.map(\.milliseconds) == [120_000, 1_000])
        #expect(summary.elapsed == 181_000)
    }

    @Test func whatWasDoneBeforeIsCountedAmongTheSuccesses() async throws {
        let stage = try Stage {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
        }
        _ = try await stage.execute(Self.failing(["p.dump"]), jobs: 1)
        let witness = Witness(stage.store)
        let runner = try stage.runner(owner: "two")
        let summary = try await stage.start(on: runner, witness).end()
        #expect(summary.skipped == 1)
        #expect(summary.counts[.succeeded] == 2)
        #expect(stage.attempts(of: "find").count == 1)
        #expect(stage.attempts(of: "dump").map(\.state) == [.failed, .succeeded])
        #expect(witness.summary?.isSuccess == true)
    }

    private static func failing(_ tasks: Set<String>) -> ScriptedLauncher {
        ScriptedLauncher(work: { tasks.contains($0.task) ? .exited(1) : .exited(0) })
    }
}
