import Dataswarm
import PipelineEngine
import PipelineRecord
import StoreConformance
import Testing

@testable import Runs

/// What becomes of the runs of a process that can be adopted: when one is cancelled, when it lets go, when it is gone.
@Suite(.timeLimit(.minutes(1))) struct LeavingTests {
    @Test func whatIsOnRecordStopsTheRunThatIsMeant() async throws {
        let stage = try Stage { Task("find", work) }
        let launcher = ScriptedLauncher(work: { attempt in
            if attempt.ds != day { return .exited(0) }
            await untilCancelled()
            return .endedOnRequest
        })
        let runner = try stage.runner(launcher, isAdoptable: true)
        let run = try await stage.start(on: runner)
        let other = try await stage.start(stage.request("2016-04-27"), on: runner)
        #expect(try await other.end().isSuccess)
        #expect(stage.store.requestCancel(run: run.id, .end))
        let summary = try await run.end()
        #expect(summary.stopReason == "cancelled by 'driver cancel'")
        #expect(stage.store.run(run.id)?.state == .cancelled)
        #expect(stage.state(of: "find") == .cancelled)
    }

    @Test func whatIsToBeKilledIsNotWaitedFor() async throws {
        let stage = try Stage { Task("find", work) }
        let (killed, killing) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(
            work: { _ in
                await _Concurrency.Task { for await _ in killed {} }.value
                return .endedOnRequest
            }, atOnce: { killing.finish() })
        let runner = try stage.runner(launcher, isAdoptable: true)
        let run = try await stage.start(on: runner)
        #expect(stage.store.requestCancel(run: run.id, .kill))
        #expect(try await run.end().counts[.cancelled] == 1)
    }

    @Test func whoLetsGoPutsNoEndOnRecord() async throws {
        let stage = try Stage { Task("find", work) }
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(work: { _ in
            beginning.finish()
            await untilCancelled()
            return .endedOnRequest
        })
        let runner = try stage.runner(launcher, isAdoptable: true)
        let run = try await stage.start(on: runner)
        for await _ in begun {}
        await runner.letGo()
        runner.close()
        #expect(try await run.end().wasLetGo)
        #expect(stage.store.run(run.id)?.state == .running)
        #expect(stage.attempts(of: "find").map(\.state) == [.running])
        // What keeps its attempts shows by this that they are not dead.
        #expect(OwnerLock.isHeld(owner: "one", in: stage.folder))
    }

    @Test func aRunWhoseGraphIsGoneIsLostAndTheOthersGoOn() async throws {
        let stage = try Stage { Task("find", work) }
        let gone = RunOwner(id: "one", process: 7, bootID: "boot", isAdoptable: true)
        let id = stage.store.beginRun(NewRun(stage.request(), owner: gone, commandLine: "service", startedAt: 1))
        let wish = ClaimRequest(TaskKey("p.find", ds: day), invocation: "", seen: nil)
        _ = try stage.store.commit([.claim(wish)], run: id, at: 1)
        let adopted = try await stage.runner(isAdoptable: true).adoptRuns { _ in [] }
        #expect(adopted.running.isEmpty)
        #expect(adopted.abandoned.map(\.run) == [id])
        #expect(
            adopted.abandoned.first?.reason.hasSuffix(
                "is not kept in '\(stage.folder.graphs)' any more. Ask for the run again.") == true)
        #expect(adopted.lost.map(\.task) == ["p.find"])
        #expect(stage.store.run(id)?.state == .lost)
        #expect(stage.store.claims(ds: nil).isEmpty)
    }
}
