import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance
import Synchronization
import Testing

@testable import Runs

@Suite struct RunTests {
    @Test func anAttemptIsOnRecordBeforeItBegins() async throws {
        let stage = try Stage {
            let find = Task("find", work)
            Task("wait", WaitForFile("flag"), depList: [find])
        }
        let seen = Mutex<[String]>([])
        let note: @Sendable (Attempt) -> Void = { attempt in
            let key = TaskKey(attempt.task, ds: attempt.ds)
            let states = stage.store.attempts(key).map(\.state.rawValue)
            let task = stage.store.record(key)
            seen.withLock { $0.append("\(attempt.task) \(states), the task \(task?.state.rawValue ?? "unknown")") }
        }
        let launcher = ScriptedLauncher(
            work: { attempt in
                note(attempt)
                return .exited(0)
            },
            look: { _, attempt in
                note(attempt)
                return .yes
            }
        )
        let summary = try await stage.execute(launcher, jobs: 1)
        #expect(summary.isSuccess)
        #expect(
            seen.withLock(\.self) == [
                #"p.find ["running"], the task running"#, #"p.wait ["running"], the task running"#,
            ]
        )
    }

    @Test func theObserverHearsOfWhatIsOnRecord() async throws {
        let stage = try Stage {
            let find = Task("find", work, retries: .upTo(1))
            Task("dump", work, depList: [find])
            Task("post", NoOp(), depList: [find], when: .oneFailed)
        }
        let witness = Witness(stage.store)
        let launcher = ScriptedLauncher(work: { attempt in
            attempt.task == "p.find" && attempt.number == 1 ? .exited(1) : .exited(0)
        })
        _ = try await stage.execute(launcher, jobs: 1, witness)
        #expect(
            witness.notes == [
                "run 1 begins, on record running",
                "p.find 1 begins, on record running",
                // The next attempt goes on record with the end of the last one: the task runs again.
                "p.find 1 failed, on record failed",
                "p.find waiting, on record running",
                "p.find 2 begins, on record running",
                "p.find 2 succeeded, on record succeeded",
                "p.find succeeded, on record succeeded",
                "p.post skipped, on record skipped",
                "p.dump 1 begins, on record running",
                "p.dump 1 succeeded, on record succeeded",
                "p.dump succeeded, on record succeeded",
                "run ends, on record succeeded",
            ]
        )
    }

    @Test func aLauncherIsToldAllThatItNeeds() async throws {
        let stage = try Stage {
            Task("dump", Shell("dump > \(.output)/cats.tsv", interpreter: .sh), timeout: .hours(1))
        }
        let attempts = Mutex<[Attempt]>([])
        let launcher = ScriptedLauncher(work: { attempt in
            attempts.withLock { $0.append(attempt) }
            return .exited(0)
        })
        _ = try await stage.start(on: try stage.runner(launcher, grace: .seconds(3))).end()
        let attempt = try #require(attempts.withLock { $0.first })
        let root = stage.folder.path
        #expect(attempt.task == "p.dump")
        #expect(attempt.ds == day)
        #expect(attempt.number == 1)
        #expect(attempt.runKey == "p.dump@2016-04-26")
        #expect(attempt.grace == .seconds(3))
        #expect(attempt.folder == "\(root)/attempts/2016-04-26/p.dump@1")
        #expect(attempt.destination == "\(root)/published/p.dump/2016-04-26")
        #expect(attempt.published == "\(root)/published")
        #expect(
            [attempt.logPath, attempt.outputPath, attempt.scratchPath, attempt.filesPath]
                == ["log", "output", "scratch", "files"].map { "\(attempt.folder)/\($0)" }
        )
        #expect(attempt.process?.arguments.last == "dump > \(attempt.outputPath)/cats.tsv")
        // On record it is as it would be anywhere.
        #expect(stage.attempts(of: "dump")[0].invocation.contains("dump > $DATASWARM_OUTPUT/cats.tsv"))
    }

    @Test func aRetryWaitsForItsTime() async throws {
        let stage = try Stage { Task("load", work, retries: .upTo(2, backoff: .exponential(from: .hours(1)))) }
        let launcher = ScriptedLauncher(work: { $0.number < 3 ? .exited(7) : .exited(0) })
        let summary = try await stage.execute(launcher, jobs: 1)
        #expect(summary.isSuccess)
        let attempts = stage.attempts(of: "load")
        #expect(attempts.map(\.state) == [.failed, .failed, .succeeded])
        #expect(attempts.map(\.exitCode) == [7, 7, 0])
        #expect(attempts.map { ($0.startedAt - JumpingClock.midnight) / 3_600_000 } == [0, 1, 2])
    }

    @Test func aProbeLooksWithItsRhythm() async throws {
        let stage = try Stage { Task("wait", WaitForFile("flag", every: .minutes(1))) }
        let looks = Mutex<[Int64]>([])
        let launcher = ScriptedLauncher(look: { condition, attempt in
            #expect(condition == .fileExists("flag", folder: nil))
            #expect(attempt.process == nil)
            return looks.withLock { looks in
                looks.append(stage.clock.steadyTime)
                return looks.count < 4 ? .notYet : .yes
            }
        })
        let summary = try await stage.execute(launcher, jobs: 1)
        #expect(summary.isSuccess)
        #expect(looks.withLock(\.self) == [0, 60_000, 120_000, 180_000])
        #expect(stage.attempts(of: "wait").map(\.state) == [.succeeded])
    }

    @Test func whatRunsTooLongIsCancelled() async throws {
        let stage = try Stage { Task("load", work, timeout: .minutes(10)) }
        let launcher = ScriptedLauncher(work: { _ in
            await untilCancelled()
            return .endedOnRequest
        })
        let summary = try await stage.execute(launcher, jobs: 1)
        #expect(summary.failures.map(\.reason) == ["timed out after 10 min"])
        #expect(stage.attempts(of: "load").map(\.reason) == ["timed out after 10 min"])
        #expect(summary.elapsed == 600_000)
    }

    @Test func aStopEndsWhatRuns() async throws {
        let stage = try Stage {
            let load = Task("load", work)
            Task("swap", work, depList: [load])
        }
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(work: { _ in
            beginning.finish()
            await untilCancelled()
            return .endedOnRequest
        })
        let run = try await stage.start(on: try stage.runner(launcher))
        for await _ in begun {}
        run.stop("interrupted")
        let summary = try await run.end()
        #expect(summary.counts[.cancelled] == 2)
        #expect(summary.stopReason == "interrupted")
        #expect(!summary.isSuccess)
        #expect(stage.runState == .cancelled)
        #expect(stage.attempts(of: "load").map(\.state) == [.cancelled])
        #expect(stage.attempts(of: "swap").isEmpty)
        #expect(stage.store.record(TaskKey("p.swap", ds: day))?.reason == "interrupted")
    }

    /// What comes while a transaction is being written goes on record with the next one, all of it.
    @Test func whatGathersGoesOnRecordTogether() async throws {
        let stage = try Stage { (0..<3).map { Task("t\($0)", work) } }
        let witness = Witness(stage.store)
        let (first, gate) = (Gate(), Gate())
        let launcher = ScriptedLauncher(work: { attempt in
            await (attempt.task == "p.t0" ? first : gate).pass()
            return .exited(0)
        })
        let prepared = try await stage.runner(launcher).prepare(stage.request(), of: stage.graph)
        let runner = try stage.runner(launcher, owner: "two")
        let run = Mutex<RunningRun?>(nil)
        witness.onNote { said in
            // Each time that the run looks at the clock, it is later.
            stage.clock.pass(.seconds(1))
            if said == "p.t0 succeeded" {
                for item in 1...2 { run.withLock { $0?.mailbox }?.put(.ended(item: item, AttemptResult(.exited(0)))) }
            }
        }
        let started = try await runner.start(prepared, commandLine: "driver", listeners: [witness])
        run.withLock { $0 = started }
        first.open()
        _ = try await started.end()
        gate.open()
        witness.onNote { _ in }
        let ends = zip(witness.notes, witness.times).filter { $0.0.contains(" 1 succeeded") }
        try #require(ends.count == 3)
        #expect(ends[0].1 < ends[1].1)
        #expect(ends[1].1 == ends[2].1)
    }
}
