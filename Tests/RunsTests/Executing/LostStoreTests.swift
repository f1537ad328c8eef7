import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import SQLiteStore
import Synchronization
import Testing

/// What happens when the record can no longer be kept.
@Suite struct LostStoreTests {
    @Test func whatRunsIsEndedFirstAndNothingIsCalledDone() async throws {
        let stage = try Stage {
            let find = Task("find", work, priority: 1)
            Task("dump", work, depList: [find])
            Task("other", work)
        }
        // Somebody has claimed the attempt that the plan would come to.
        let other = try SQLiteStore.open(folder: stage.folder.path)
        try other.commit(
            [.attemptStarted(task: "p.dump", ds: day, number: 1, invocation: "")],
            run: stage.id,
            at: stage.clock.wallTime
        )
        let ended = Mutex<[String]>([])
        let witness = Witness(stage.store)
        let launcher = ScriptedLauncher(work: { attempt in
            if attempt.task == "p.other" { await untilCancelled() }
            ended.withLock { $0.append(attempt.task) }
            return attempt.task == "p.other" ? .endedOnRequest : .exited(0)
        })
        let run = stage.run(launcher, observer: witness)
        let error = await #expect(throws: RunFailure.self) { try await run.execute(stage.id, limits: Limits(jobs: 2)) }

        #expect(error?.cause.kind == .alreadyClaimed)
        #expect(error?.done == 0)
        #expect(error?.left == ["p.find", "p.dump", "p.other"])
        // It was waited for.
        #expect(ended.withLock(\.self) == ["p.find", "p.other"])
        // The success stood in the same transaction, so that it is not on record and nobody has heard of it.
        #expect(try stage.state(of: "find") == .running)
        #expect(!witness.notes.contains { $0.hasPrefix("p.find 1 succeeded") })
        #expect(witness.summary == nil)
        // The next start finds them lost.
        let lost = try stage.store.recoverLost(ds: day, at: stage.clock.wallTime).map(\.task)
        #expect(lost == ["p.dump", "p.find", "p.other"])
    }

    @Test(.timeLimit(.minutes(1))) func whoAsksForAStopThenIsNotKeptWaitingForTheGrace() async throws {
        let stage = try Stage {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
            Task("other", work)
        }
        try stage.store.commit(
            [.attemptStarted(task: "p.dump", ds: day, number: 1, invocation: "")],
            run: stage.id,
            at: stage.clock.wallTime
        )
        let (killed, killing) = AsyncStream<Void>.makeStream()
        let stop = Mutex<@Sendable (String) -> Void>({ _ in })
        let launcher = ScriptedLauncher(
            work: { attempt in
                guard attempt.task == "p.other" else { return .exited(0) }
                await untilCancelled()
                stop.withLock(\.self)("interrupted")
                // It is deaf to being asked.
                await _Concurrency.Task { for await _ in killed {} }.value
                return .endedOnRequest
            },
            atOnce: { killing.finish() })
        let run = stage.run(launcher)
        stop.withLock { $0 = run.stopper }
        let failure = await #expect(throws: RunFailure.self) {
            try await run.execute(stage.id, limits: Limits(jobs: 2))
        }
        #expect(failure?.cause.kind == .alreadyClaimed)
    }

    @Test func nothingBeginsThatCannotBeClaimed() async throws {
        let stage = try Stage { Task("find", work) }
        try stage.store.commit(
            [.attemptStarted(task: "p.find", ds: day, number: 1, invocation: "")],
            run: stage.id,
            at: stage.clock.wallTime
        )
        let run = stage.run(
            ScriptedLauncher(work: { attempt in
                Issue.record("\(attempt.task) began")
                return .exited(0)
            })
        )
        let error = await #expect(throws: RunFailure.self) { try await run.execute(stage.id, limits: Limits(jobs: 2)) }
        #expect(error?.cause.kind == .alreadyClaimed)
    }
}
