import Dataswarm
import Glibc
import Host
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance
import Testing

@testable import Runs

/// What an earlier process of the same kind was told of a run is known to the one that adopts it.
@Suite(.timeLimit(.minutes(1))) struct AdoptionTests {
    /// A service that has begun `find`, which goes on when it is gone.
    private struct Scene {
        let stage: Stage
        let launcher: ScriptedLauncher
        let gate = Gate()
        /// Is opened when something begins of another ds.
        let otherBegins = Gate()
        let first: Runner
        let run: RunningRun

        init(jobs: Int = 1) async throws {
            stage = try Stage {
                let find = Task("find", work)
                Task("other", work)
                Task("next", work, depList: [find])
            }
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            launcher = ScriptedLauncher(work: { [gate, otherBegins] attempt in
                if attempt.ds != day { otherBegins.open() }
                if attempt.task == "p.find" {
                    beginning.finish()
                    await withTaskCancellationHandler {
                        await gate.pass()
                    } onCancel: {
                        gate.open()
                    }
                }
                return _Concurrency.Task.isCancelled ? .endedOnRequest : .exited(0)
            })
            try stage.keepGraph()
            first = try stage.runner(launcher, isAdoptable: true, jobs: jobs)
            run = try await stage.start(stage.request(only: "find", "next"), on: first)
            for await _ in begun {}
        }

        /// The process that comes next.
        func adopt() async throws -> RunningRun {
            let next = try stage.runner(launcher, process: 2, isAdoptable: true)
            let adopted = try await next.adoptRuns { _ in [] }
            #expect(adopted.abandoned.isEmpty)
            return try #require(adopted.running.first)
        }
    }

    @Test func whatWasAddedToARunIsDoneByTheNext() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let planner = try RequestPlanner(stage.request("2016-04-27", only: "other"), of: stage.graph)
        #expect(await scene.run.extend(by: planner))
        await scene.first.letGo()
        let run = try await scene.adopt()
        scene.gate.open()
        #expect(try await run.end().counts[.succeeded] == 3)
        #expect(stage.state(of: "other", ds: "2016-04-27") == .succeeded)
        #expect(stage.attempts(of: "other", ds: "2016-04-27").map(\.run) == [run.id])
        #expect(stage.attempts(of: "find").map(\.state) == [.succeeded])
    }

    @Test func whatIsAddedForTheSameDsIsDoneOnce() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        #expect(await scene.run.extend(by: try RequestPlanner(stage.request(only: "other", "find"), of: stage.graph)))
        await scene.first.letGo()
        let run = try await scene.adopt()
        scene.gate.open()
        #expect(try await run.end().isSuccess)
        for task in ["find", "other", "next"] { #expect(stage.attempts(of: task).map(\.state) == [.succeeded]) }
    }

    @Test func whoWasAskedToStopIsStoppedByTheNext() async throws {
        let scene = try await Scene()
        // Its attempt is asked to end, and nobody hears that it does.
        scene.run.stop("not wanted")
        await scene.first.letGo()
        #expect(scene.stage.store.run(scene.run.id)?.cancellation == .end)
        let run = try await scene.adopt()
        #expect(try await run.end().stopReason == "it was asked to stop")
        #expect(scene.stage.store.run(run.id)?.state == .cancelled)
        #expect(scene.stage.state(of: "next") == .cancelled)
        #expect(scene.stage.attempts(of: "next").isEmpty)
    }

    /// Of a later ds as well, which would not be begun any more.
    @Test func whatGoesOnOfWhatWasAddedIsEndedToo() async throws {
        let scene = try await Scene(jobs: 2)
        let planner = try RequestPlanner(scene.stage.request("2016-04-27", only: "find"), of: scene.stage.graph)
        #expect(await scene.run.extend(by: planner))
        await scene.otherBegins.pass()
        await scene.first.letGo()
        // As somebody does who comes while no process is there.
        #expect(scene.stage.store.requestCancel(run: scene.run.id, .end))
        let run = try await scene.adopt()
        #expect(try await run.end().counts == [.cancelled: 3])
        #expect(scene.stage.attempts(of: "find", ds: "2016-04-27").map(\.state) == [.cancelled])
        #expect(scene.stage.store.claims(ds: nil).isEmpty)
    }

    @Test func nothingIsAddedToARunThatHasEnded() async throws {
        let scene = try await Scene()
        scene.gate.open()
        #expect(try await scene.run.end().isSuccess)
        let planner = try RequestPlanner(scene.stage.request("2016-04-27", only: "other"), of: scene.stage.graph)
        #expect(await !scene.run.extend(by: planner))
        #expect(scene.stage.store.run(scene.run.id)?.request.additions == [])
    }
}

extension Stage {
    /// Puts the graph where a run's graph is kept.
    fileprivate func keepGraph() throws {
        let path = "\(folder.path)/graph"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        _ = graphJSON.withUnsafeBytes { File.write($0, to: file) }
        close(file)
        GraphArchive(folder).keep(path, as: graph.sha256)
    }
}
