import Dataswarm
import PipelineEngine
import PipelineRecord
import StoreConformance
import Synchronization
import Testing

@testable import Runs

/// Resources of runs that stay open when their owner is gone, for the next of its kind to adopt them.
@Suite(.timeLimit(.minutes(1))) struct LeftResourceTests {
    /// A run of a service has created a resource, and the service is gone with all that kept its attempts.
    private func stage() throws -> (stage: Stage, service: RunOwner) {
        let stage = try Stage {
            let database = Resource("db", create: Shell("create"), destroy: Shell("destroy"))
            Task("load", work, uses: [database])
        }
        let service = RunOwner(id: "service", process: 1, bootID: "boot", isAdoptable: true)
        let run = stage.store.beginRun(NewRun(stage.request(), owner: service, commandLine: "", startedAt: 1))
        let creation = TaskKey("p.db.create", ds: day)
        _ = try stage.store.commit(
            [
                .claim(ClaimRequest(creation, invocation: "", seen: nil)), .resourceBegan(resource: "p.db", ds: day),
                .attemptEnded(creation, number: 1, AttemptOutcome(state: .succeeded), nil),
                .taskSucceeded(creation, invocation: "", began: 0), .claimKept(creation),
            ], run: run, at: 2)
        return (stage, service)
    }

    private func executed(_ stage: Stage) async throws -> [String] {
        let executed = Mutex<[String]>([])
        let launcher = ScriptedLauncher(work: { attempt in
            executed.withLock { $0.append(attempt.task) }
            return .exited(0)
        })
        let run = try await stage.start(on: try stage.runner(launcher))
        #expect(try await run.end().isSuccess)
        return executed.withLock(\.self)
    }

    @Test func whoFindsItsOwnerGoneDestroysItFirst() async throws {
        let (stage, _) = try stage()
        #expect(try await executed(stage) == ["p.db.destroy", "p.db.create", "p.load", "p.db.destroy"])
    }

    /// Whoever has recovered the owner has freed its claims; that the next service is there by now changes nothing.
    @Test func whatWasRecoveredIsNobodysThoughTheNextServiceIsThere() async throws {
        let (stage, service) = try stage()
        #expect(stage.store.recover(owner: service.id, keeping: [], at: 3).isEmpty)
        let lock = try OwnerLock(owner: service.id, in: stage.folder)
        #expect(try await executed(stage) == ["p.db.destroy", "p.db.create", "p.load", "p.db.destroy"])
        withExtendedLifetime(lock) {}
    }
}
