import Dataswarm
import PipelineEngine
import PipelineRecord
import StoreConformance
import Synchronization
import Testing

@testable import Runs

/// What happens when the record can no longer be kept.
@Suite struct LostStoreTests {
    /// A store whose disk is full when a task succeeds.
    private static func store(failingWith task: String) -> MemoryStore {
        MemoryStore(beforeCommit: { transitions throws(StoreError) in
            for case .taskSucceeded(let key, _, _) in transitions where key.task == task {
                throw StoreError(
                    .full, "store.sqlite", problem: "its disk is full", remedy: "make room, then start again")
            }
        })
    }

    @Test func whatRunsIsEndedFirstAndNothingIsCalledDone() async throws {
        let stage = try Stage(store: Self.store(failingWith: "p.find")) {
            let find = Task("find", work, priority: 1)
            Task("dump", work, depList: [find])
            Task("other", work)
        }
        let ended = Mutex<[String]>([])
        let witness = Witness(stage.store)
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(work: { attempt in
            if attempt.task == "p.other" {
                beginning.finish()
                await untilCancelled()
            } else {
                for await _ in begun {}
            }
            ended.withLock { $0.append(attempt.task) }
            return attempt.task == "p.other" ? .endedOnRequest : .exited(0)
        })
        let run = try await stage.start(on: try stage.runner(launcher, jobs: 2), witness)
        let error = await #expect(throws: RunFailure.self) { try await run.end() }

        #expect(error?.cause.kind == .full)
        #expect(error?.done == 0)
        #expect(error?.left.map(\.task) == ["p.find", "p.dump", "p.other"])
        // It was waited for.
        #expect(ended.withLock(\.self) == ["p.find", "p.other"])
        // The success stood in the same transaction, so that it is not on record and nobody has heard of it.
        #expect(stage.state(of: "find") == .running)
        #expect(!witness.notes.contains { $0.hasPrefix("p.find 1 succeeded") })
        #expect(witness.summary == nil)
        // The next start finds them lost.
        let lost = stage.store.recover(owner: "one", keeping: [], at: stage.clock.wallTime).map(\.task)
        #expect(lost == ["p.find", "p.other"])
    }

    @Test(.timeLimit(.minutes(1))) func whoAsksForAStopThenIsNotKeptWaitingForTheGrace() async throws {
        let stage = try Stage(store: Self.store(failingWith: "p.find")) {
            Task("find", work, priority: 1)
            Task("other", work)
        }
        let (killed, killing) = AsyncStream<Void>.makeStream()
        let (asked, asking) = AsyncStream<Void>.makeStream()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(
            work: { attempt in
                guard attempt.task == "p.other" else {
                    for await _ in begun {}
                    return .exited(0)
                }
                beginning.finish()
                await untilCancelled()
                asking.finish()
                // It is deaf to being asked.
                await _Concurrency.Task { for await _ in killed {} }.value
                return .endedOnRequest
            },
            atOnce: { killing.finish() })
        let run = try await stage.start(on: try stage.runner(launcher, jobs: 2))
        for await _ in asked {}
        run.stop("interrupted")
        let failure = await #expect(throws: RunFailure.self) { try await run.end() }
        #expect(failure?.cause.kind == .full)
    }

    @Test func nothingBeginsThatIsNotOnRecord() async throws {
        let store = MemoryStore(beforeCommit: { transitions throws(StoreError) in
            for case .claim in transitions {
                throw StoreError(
                    .full, "store.sqlite", problem: "its disk is full", remedy: "make room, then start again")
            }
        })
        let stage = try Stage(store: store) { Task("find", work) }
        let launcher = ScriptedLauncher(work: { attempt in
            Issue.record("\(attempt.task) began")
            return .exited(0)
        })
        let run = try await stage.start(on: try stage.runner(launcher))
        let error = await #expect(throws: RunFailure.self) { try await run.end() }
        #expect(error?.cause.kind == .full)
    }
}
